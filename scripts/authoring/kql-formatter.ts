/**
 * Microsoft's own formatter of KQL, set to the layout of this project. Source of the options' names:
 * Kusto.Language.Editor.FormattingOptions in the types of @kusto/language-service-next.
 */
import { languageService, type GlobalState } from '../kql/language-service.ts';

/** Lays out a text; undefined where it cannot be read as a query. */
export type KqlFormatter = (text: string) => string | undefined;

/** Values of the library's enumerations. */
const brackets = { none: 1 } as const;
const placement = { asWritten: 0, whereLong: 2 } as const;
const spacing = { asWritten: 0 } as const;

/** The library's options are immutable: each `With…` gives a changed copy. */
interface FormattingOptions {
  WithIndentationSize(size: number): FormattingOptions;
  WithInsertMissingTokens(isSet: boolean): FormattingOptions;
  WithBrackettingStyle(style: number): FormattingOptions;
  WithSchemaStyle(style: number): FormattingOptions;
  WithDataTableValueStyle(style: number): FormattingOptions;
  WithFunctionBodyStyle(style: number): FormattingOptions;
  WithFunctionParameterStyle(style: number): FormattingOptions;
  WithFunctionArgumentStyle(style: number): FormattingOptions;
  WithPipeOperatorStyle(style: number): FormattingOptions;
  WithExpressionStyle(style: number): FormattingOptions;
  WithStatementStyle(style: number): FormattingOptions;
  WithSemicolonStyle(style: number): FormattingOptions;
  WithGeneralSpacing(style: number): FormattingOptions;
  WithAssignmentSpacing(style: number): FormattingOptions;
  WithBeforeArgumentListSpacing(style: number): FormattingOptions;
  WithEmptyJsonObjectSpacing(style: number): FormattingOptions;
}

interface CodeService {
  GetFormattedText(options: FormattingOptions, caret: number, token: null): { readonly Text: string };
}

/** The part of the library that editors use. */
interface EditorLibrary {
  readonly Editor: {
    readonly FormattingOptions: { readonly Default: FormattingOptions };
    readonly KustoCodeService: { readonly $ctor1: new (text: string, globals: GlobalState) => CodeService };
  };
}

/** A formatter; the library behind it is loaded now. */
export function createFormatter(cacheFolder: string): KqlFormatter {
  const library = languageService(cacheFolder);
  const { Editor } = library as unknown as EditorLibrary;
  const globals = library.GlobalState.Default;
  const options = layoutOptions(Editor.FormattingOptions.Default);
  return (text) => {
    const tokens = library.Parsing.TokenParser.ParseTokens(text, globals.ParseOptions);
    const root = library.Parsing.QueryParser.ParseQuery(tokens, 0, globals.ParseOptions);
    const { Syntactic } = library.Syntax.DiagnosticsInclude;
    if (root.GetContainedDiagnostics(Syntactic).Count > 0) return undefined;
    const formatted = new Editor.KustoCodeService.$ctor1(text, globals).GetFormattedText(options, 0, null);
    return formatted.Text.replaceAll('\r\n', '\n');
  };
}

/** A step on a line, four blanks, long lists one to a line; what an author may decide stays as written. */
function layoutOptions(options: FormattingOptions): FormattingOptions {
  return options
    .WithIndentationSize(4)
    .WithInsertMissingTokens(false)
    .WithPipeOperatorStyle(placement.whereLong)
    .WithExpressionStyle(placement.asWritten)
    .WithStatementStyle(placement.asWritten)
    .WithSemicolonStyle(placement.asWritten)
    .WithBrackettingStyle(brackets.none)
    .WithSchemaStyle(brackets.none)
    .WithDataTableValueStyle(brackets.none)
    .WithFunctionBodyStyle(brackets.none)
    .WithFunctionParameterStyle(brackets.none)
    .WithFunctionArgumentStyle(brackets.none)
    .WithGeneralSpacing(spacing.asWritten)
    .WithAssignmentSpacing(spacing.asWritten)
    .WithBeforeArgumentListSpacing(spacing.asWritten)
    .WithEmptyJsonObjectSpacing(spacing.asWritten);
}

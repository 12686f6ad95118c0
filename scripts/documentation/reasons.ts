import type { Code } from '../diagnostics/registry.ts';

/**
 * Why there is a check, where its finding does not say it. A code without an entry is explained by its
 * group (checks-page.ts).
 */
export const reasons: Readonly<Partial<Record<Code, string>>> = {
  'file-missing':
    'Definitions refer to each other, so a build without one of them would ship less than it says.',
  'file-too-large':
    'Definitions are read as a whole. A file of this size is a mistake, or was put there to exhaust the tools.',
  'file-encoding': 'Other encodings and byte order marks turn up as odd letters in the portal.',
  'yaml-tab': 'YAML forbids tabs in indentation, and editors show them with different widths.',
  'yaml-syntax': 'Nothing in the file can be trusted until it can be read.',
  'yaml-duplicate-key':
    'Of two equal keys most programs silently take the last, so one of the two values would be lost.',
  'yaml-alias':
    'A value behind an alias has no place of its own that a finding could name, and a few aliases can unfold to gigabytes.',
  'yaml-documents': 'Only the first document would be read; the others would be lost without a word.',
  'schema-unknown-key':
    'A misspelt key is ignored by Azure, so the setting that it stands for would not apply.',
  'schema-missing-key':
    'Microsoft Sentinel, Content Hub or our own compiler needs the key; without it the upload fails later and says less.',
  'schema-value': 'Azure would refuse the value when it is deployed, or take it for something else.',
  'csv-syntax':
    'A row with too few or too many fields would move values into other columns of the watchlist.',
  'text-ascii': 'Other characters come out garbled in some views of the portal and in the package.',
  'text-branding': 'Microsoft asks for the full name in everything that it certifies.',
  'text-unfinished': 'A note to oneself would be shipped to customers.',
  'text-link':
    'A plain http address or one with a language in it is refused when the content is published, and shows people a page in the wrong language.',
  'solution-date': 'Content Hub shows the date, and the age of api versions is measured against it.',
  'solution-list-missing': 'The package would lack a content that the solution promises.',
  'solution-list-unlisted': 'The file would be checked, but customers would never get it.',
  'table-column-twice': 'Azure refuses such a table. KQL tells letter case apart, Azure does not.',
  'table-column-published':
    'Tables at customers already have the column. Azure cannot change the type of a column, so the deployment would fail there.',
  'table-name': 'Rules, workbook and connector of customers read the published name.',
  'vocabulary-code':
    'The list decides which codes queries may name. A code in the wrong place would let a wrong query pass.',
  'logo-form': 'Content Hub cannot show a broken drawing.',
  'logo-size': 'Content Hub refuses larger logos.',
  'logo-forbidden':
    'Scripts, event handlers and styles in an image can do harm where it is shown, and Content Hub refuses them.',
  'logo-reference':
    'An image that loads something else leaks who looks at it, and stays blank where that cannot be reached.',
  'logo-id': 'Content Hub puts many logos on one page. Equal ids make one drawing use parts of another.',
  'release-notes-form': 'Content Hub shows the table, and refuses one of another form.',
  'release-notes-version': 'Customers would see an update without a word about what it changes.',
  'rule-duplicate':
    "Customers' rules are known by their id. Of two rules with one id only one can be installed.",
  'rule-title-prefix': 'The workbook finds alerts and incidents by the beginning of their titles.',
  'rule-name-style':
    'Names of one style are easier to scan in a list of hundreds of rules. The public content repository asks for it.',
  'rule-description-style':
    'The public content repository asks for descriptions that begin like this and are short enough to be read.',
  'rule-schedule':
    'Microsoft Sentinel limits how often a rule may run and how far it may look back. It refuses the rule otherwise.',
  'rule-technique-unknown': 'Microsoft Sentinel refuses a technique that it does not know.',
  'rule-technique-tactic':
    'Microsoft Sentinel shows techniques below their tactics. One without its tactic is refused, or not shown.',
  'rule-tactic-uncovered':
    'A tactic nothing supports makes the coverage in the MITRE view of Microsoft Sentinel look better than it is.',
  'rule-connector-unknown': 'Customers would see the rule as lacking its data for ever.',
  'rule-connector-missing': 'Several connectors can fill the table, and the rule works with each.',
  'rule-data-type-unknown': 'Customers would see the rule as lacking its data for ever.',
  'rule-entity-type-unknown': 'Microsoft Sentinel refuses the rule. It tells letter case apart.',
  'rule-entity-identifier': 'Microsoft Sentinel refuses the rule. It tells letter case apart.',
  'rule-entity-identifier-twice': 'Only one of the two columns would be used, and it is not defined which.',
  'rule-entity-required':
    'An entity that cannot be identified is dropped, so incidents are not grouped by it and nobody can click it.',
  'rule-column-unknown': 'The mapping would stay empty, in every alert.',
  'rule-column-type':
    'Microsoft Sentinel maps values of some types only. A column of another type stays empty.',
  'rule-result-type':
    'Entity mappings, custom details and tests rely on equal names meaning the same everywhere.',
  'rule-detail-missing': 'Custom details are what the analyst sees without opening the query.',
  'rule-placeholder-syntax':
    'Anything but the exact form is shown to the analyst as it stands, braces included.',
  'rule-placeholder-count':
    'Microsoft Sentinel fills a limited number of placeholders. Further ones are shown with their braces.',
  'rule-event-grouping': 'With one alert for all rows, title or severity would come from any one of them.',
  'rule-severity-value':
    'Microsoft Sentinel ignores any other text and falls back to the severity of the rule.',
  'rule-grouping': 'Incidents would be grouped otherwise than meant, or the rule refused.',
  'rule-query-form': 'Other forms of YAML text fold lines, so a comment would swallow the line after it.',
  'rule-query-blank-line': 'The editor of the portal takes an empty line for the end of a query.',
  'rule-query-length': 'Microsoft Sentinel refuses the rule.',
  'rule-query-long':
    "Long queries are slow to read and review, and close to the limit there is no room for customers' own changes.",
  'kql-binding':
    "The query would fail at the customer, and the rule would be switched off after repeated failures. This is the judgement of Microsoft's own parser.",
  'kql-ascii':
    'Letters that look alike are told apart in comparisons, and some views of the portal garble them.',
  'kql-event-kind':
    'Some connectors write the wrong kind into log_source. A rule that trusts it misses events.',
  'kql-session-address': 'The column would always be empty, and nobody would notice.',
  'kql-term-search':
    'Term search finds parts of codes and letter case does not count, so a new code could match by accident.',
  'kql-join-kind': 'Rows disappear without an error when the default was not meant.',
  'kql-join-suffix': 'Which of the two copies is meant is left to chance once the query changes.',
  'kql-address-comparison':
    'Events do not always hold an address. Of two unknown people it would look as if they were the same.',
  'kql-literal': 'Customers tune a rule by its constants. A number in the midst of a query is not found.',
  'kql-frequency': 'Where the two differ, runs overlap or leave gaps: events are reported twice, or never.',
  'kql-vocabulary':
    'A misspelt code finds nothing, and a rule that finds nothing looks just like one where nothing happened.',
  'kql-watchlist': 'The query would find an empty list at the customer and stay silent.',
  'kql-wildcard':
    'Reading every table of a workspace is slow and expensive, and changes with what else is installed.',
  'kql-arrival':
    'Events can arrive hours after they happened. A rule that selects by the time of the event misses them.',
  'kql-duplicates':
    'Connectors deliver at least once, so copies happen. Counts and thresholds would be wrong.',
  'kql-transform-column': 'Azure drops columns that do not fit the table, or refuses the rows.',
  'workbook-file-missing': 'A part of the workbook would be missing.',
  'workbook-file-unlisted': 'Somebody may think that the file is shown. It is not.',
  'workbook-name-duplicate':
    'Items are known by their names. Findings, tests and promises would mean either of the two.',
  'workbook-parameter-unused': 'People would choose something, and nothing would change.',
  'workbook-parameter-undefined': 'The text stays in the query as it is, and the query fails.',
  'workbook-parameter-scope':
    'Azure fills parameters from above only. The reference stays in the query as it is.',
  'workbook-parameter-default': 'The control would begin empty, and what depends on it would wait for ever.',
  'workbook-click-target': 'A click can set only what every tab can read.',
  'workbook-reference-format': 'An unknown form is ignored, so the value would go into the query unescaped.',
  'workbook-reference-unsafe':
    'Names and addresses come from events. A value with a quote in it must not be able to change a query.',
  'workbook-query-binding':
    'The item would show an error instead of data. Each query is tried with many values of its parameters.',
  'workbook-query-ascii': 'Some views of the portal garble other characters.',
  'workbook-query-time':
    'The item would show the same, whatever time range is chosen, and read the whole table each time.',
  'workbook-column-unknown': 'The setting would have no effect.',
  'workbook-row-width': 'The item would wrap to the next row and leave a hole.',
  'workbook-guid': "An id of somebody's tenant was copied from the portal together with the query.",
  'workbook-email': 'A workbook goes to every customer. Addresses of people do not belong into it.',
  'workbook-external-link':
    'Customers trust links in the portal. They lead to documentation of 1Password or Microsoft only.',
  'workbook-promise-unkept': 'The documentation says that the workbook shows it.',
  'workbook-promise-item': 'The documentation says that the workbook shows it in this tab.',
  'infrastructure-missing': 'The connector cannot run without it.',
  'infrastructure-duplicate': 'Two definitions of one thing would overwrite each other.',
  'infrastructure-unknown-resource': 'The reference leads nowhere, so the deployment would fail.',
  'infrastructure-cycle': 'Azure would refuse the deployment, since no resource could be the first.',
  'infrastructure-missing-dependency':
    'Azure creates resources at the same time unless told otherwise. The deployment would fail every now and then.',
  'infrastructure-grant-order':
    'Until the role is there, the resource is refused what it needs. The deployment would fail every now and then.',
  'infrastructure-unknown-role': 'A role is assigned by its id; without one the deployment fails.',
  'infrastructure-unknown-type': 'Every resource needs an api version, and Azure knows only certain ones.',
  'infrastructure-parent-type': 'Azure would refuse the name of the resource.',
  'infrastructure-expression': 'Azure would refuse the template.',
  'infrastructure-undeclared': 'Azure would refuse the template.',
  'infrastructure-unused':
    'What nothing uses is a question that nobody needs to answer, or a sign of a misspelt reference.',
  'infrastructure-placeholder': 'The text would stay in the template as it is.',
  'infrastructure-parameter-unfilled': 'The deployment would ask for a value that the wizard never gives.',
  'infrastructure-secret-exposed':
    "The value would be readable in the deployment's history or in the settings of a resource.",
  'infrastructure-stored-key':
    'A key that is stored can leak, and has to be changed by hand. An identity has none.',
  'infrastructure-cloud-address': 'In Azure Government and Azure China the address is another one.',
  'infrastructure-location': 'Customers must be able to keep their data in the region that they chose.',
  'infrastructure-stream': 'No row would ever arrive.',
  'infrastructure-setting-missing': 'The connector would start and end with an error, every five minutes.',
  'infrastructure-setting-duplicate': 'Azure keeps one of the two, and it is not defined which.',
  'connector-permissions':
    'Content Hub compares the permissions with a fixed list when the connector is published.',
  'connector-name': "Customers' data, rules and workbooks refer to the connector by this name.",
  'connector-instructions':
    'Customers who open the page in Microsoft Sentinel would not find the way to deploy the connector.',
  'wizard-expression': 'The portal shows an empty page or none at all.',
  'wizard-unknown-function':
    'What the portal does with an unknown function is not documented. The page may never open.',
  'wizard-arguments': 'What the portal does with wrong arguments is not documented. The page may never open.',
  'wizard-unknown-variable': 'The expression would have no value.',
  'wizard-unknown-control': 'The expression would have no value.',
  'wizard-connector-reference':
    'In the package for Content Hub the control does not exist, so the expression would fail there.',
  'wizard-unknown-placeholder': 'The text would stay in the wizard as it is.',
  'wizard-unused-expression': 'It may be a sign of a misspelt reference.',
  'wizard-not-total':
    'What the portal does with an expression that fails is not documented, so none of ours may fail, whatever has been answered so far.',
  'wizard-duplicate-name': 'Expressions would read either of the two.',
  'wizard-control-name': 'Expressions refer to a control by its name after a dot.',
  'wizard-blank': "Microsoft's checks refuse blank values.",
  'wizard-tooltip-missing': "Microsoft's checks ask for one on every control that people fill in.",
  'wizard-default-label': 'The portal looks for the label. With anything else the list begins empty.',
  'wizard-pattern':
    "Microsoft's checks ask for a pattern with a length, so that a field cannot be left nearly empty.",
  'wizard-validation-message': 'People would see that something is wrong, but not what.',
  'wizard-confirmation-hidden':
    'A key that is typed or pasted wrongly once would be found only after the deployment.',
  'wizard-key-exposed': 'A secret in a request or text ends up in logs and on screens.',
  'wizard-output-unknown': 'The portal would refuse to start the deployment.',
  'wizard-output-missing': 'The deployment would fail for lack of a value.',
  'wizard-output-secret': "As a plain parameter the secret would be readable in the deployment's history.",
  'wizard-output-type': 'The deployment would fail as soon as it starts.',
  'wizard-value-not-allowed': 'The deployment would fail for the people who choose that value.',
  'watchlist-search-key': 'Rules find rows by the search key.',
  'watchlist-row': 'Microsoft Sentinel would refuse the file, or two rows would mean the same thing.',
  'watchlist-size': 'Microsoft Sentinel refuses larger watchlists.',
  'watchlist-match':
    "A row that is shipped goes to every customer. It must not make rules fire for anybody's group or vault.",
  'version-not-raised':
    'Without a higher version Microsoft Sentinel offers no update, so customers would keep the old content.',
  'version-lowered': 'Microsoft Sentinel takes a lower version for an older one and offers no update.',
  'version-unlocked':
    'The lock file knows which version of a content has which text. Without an entry a change would not be noticed.',
  'version-removed':
    'Customers keep what was removed, without ever getting an update of it. That should be meant.',
  'arm-ttk':
    'Microsoft runs these tests before it publishes a package. They are restated here, so that no PowerShell is needed.',
  'arm-ttk-warning': "Microsoft's tests warn about it. It does not stop a package from being published.",
  'content-validation': 'The public content repository runs these validations on every pull request.',
  'template-limit': 'Azure refuses templates that pass the limit, often only when they are deployed.',
  'template-missing': 'The button in the README and Content Hub take the committed file.',
  'template-stale':
    'The button in the README and Content Hub take the committed file, so customers would get something else than the sources say.',
  'output-blocked': 'Either all files of a build are written or none, so that they always fit each other.',
  'severity-unknown-code': 'The entry would change nothing, and nobody would notice.',
  'severity-twice': 'Which of the two counts would depend on their order.',
  'severity-fixed':
    'Some findings guard what cannot be repaired at a customer, or what later stages rely on.',

  'watchlist-header':
    'Customers have the watchlist with these columns; rules and workbook read them by name.',
  'watchlist-name': 'A query that asks for another name finds nothing, without an error.',
  'version-id-changed': 'Microsoft Sentinel knows a content by its id alone.',
  'workbook-tab-default':
    'Tabs are shown by the value of a parameter. With a value of no tab the page is empty.',
  'workbook-chart-points':
    'A chart of 90 days with a point for each minute is slow, and Azure cuts what is too long without saying so.',
  'infrastructure-parameter-unasked': 'Whoever deploys from the command line has nothing else to go by.',
  'infrastructure-blank': "Microsoft's checks refuse empty values, since they are mostly forgotten ones.",
  'wizard-output-location': 'Azure takes the region of the deployment from this output.',

  'contribution-check':
    'The same validation runs on every pull request there. Here it answers before anything is sent.',
  'format-differs': 'With one layout, a change shows only what was changed.',
  'format-unreadable': 'A layout can be given only to what can be read.',
  'author-name-form': 'Names of files become names in lists, addresses and tests, on every system.',
  'author-name-taken': 'Nothing that is there is overwritten.',
  'author-tactic-unknown': 'A new rule gets a technique of its tactic, so there must be one.',
  'scenario-rule-missing': 'Scenarios nobody runs look like a rule that is tested.',
  'scenario-file-missing': 'A rule that nothing runs is found out only when it should have fired.',
  'scenario-name-twice': 'Reports, and runs of what has failed, know scenarios by their names.',
  'scenario-cast-unknown': 'With a name of nobody the event would say nothing about the rule.',
  'scenario-field': 'A field that is left aside unseen makes a scenario show something else than it says.',
  'scenario-arrival': 'No row is stored before its event happens; the moments are mostly exchanged.',
  'scenario-constant-unknown': 'The scenario would run with the values as shipped and show nothing.',
  'scenario-expectation': 'A scenario that expects nothing can never fail.',
  'scenario-result-unknown': 'A value that can never be there is mostly a slip of the pen.',
  'scenario-common-unknown': 'An exemption from nothing hides that something else is not exempt.',
  'scenario-positive-missing':
    'What all rules must withstand is tried with the smallest match; only its own scenarios know it.',
  'scenario-query': 'A rule is tried with the query that is shipped, or not at all.',
  'scenario-failed': 'The scenarios are the promise; the query is what keeps it.',
  'mutant-survived': 'What no scenario notices can break unseen with the next change of the query.',
  'mutant-listed': 'A list that is longer than the truth would excuse the next fault of that kind.',
  'change-note-text': 'The texts go into a table that Content Hub shows. A line end or a bar would break it.',

  'package-missing': 'There is nothing to look into.',
  'package-no-zip': 'A file that was cut off on its way opens in some programs and misses contents.',
  'package-too-large':
    'A small zip can unpack to more than a disk holds. Nothing is unpacked that claims such a size.',
  'package-contents':
    'Content Hub takes packages of exactly two files. Anything else is another kind of file, or was added.',
  'package-syntax': 'Azure could not read it either.',
  'package-different':
    'The same sources give the same bytes, so a package with other bytes was made from other sources, or changed afterwards.',
};

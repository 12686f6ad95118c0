/** Put in by the bundler. */
declare const CONNECTOR_VERSION: string | undefined;

/** Version of the solution that the connector belongs to; `0.0.0` where it runs from its sources. */
export const version = typeof CONNECTOR_VERSION === 'string' ? CONNECTOR_VERSION : '0.0.0';

/** How the connector names itself to the services. */
export const userAgent = `1password-microsoft-sentinel-connector/${version}`;

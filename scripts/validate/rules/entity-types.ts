/** What identifies an entity of a type. */
export interface EntityType {
  readonly identifiers: readonly string[];
  /** One of these is needed. */
  readonly required: readonly string[];
}

/**
 * The entity types that mean something for events of 1Password. Source: EntityMappingIdentifiers.cs of the
 * public content repository; Microsoft Sentinel documentation, "Entity types reference".
 */
export const entityTypes: Readonly<Record<string, EntityType>> = {
  Account: {
    identifiers: [
      'FullName',
      'Name',
      'NTDomain',
      'DnsDomain',
      'UPNSuffix',
      'Sid',
      'AadTenantId',
      'AadUserId',
      'PUID',
      'IsDomainJoined',
      'DisplayName',
      'ObjectGuid',
      'CloudAppAccountId',
    ],
    required: ['FullName', 'Name', 'Sid', 'AadUserId', 'PUID', 'ObjectGuid'],
  },
  IP: { identifiers: ['Address'], required: ['Address'] },
  CloudApplication: { identifiers: ['AppId', 'Name', 'InstanceName'], required: ['AppId', 'Name'] },
  URL: { identifiers: ['Url'], required: ['Url'] },
  DNS: { identifiers: ['DomainName'], required: ['DomainName'] },
  Host: {
    identifiers: [
      'DnsDomain',
      'NTDomain',
      'HostName',
      'FullName',
      'NetBiosName',
      'AzureID',
      'OMSAgentID',
      'OSFamily',
      'OSVersion',
      'IsDomainJoined',
    ],
    required: ['FullName', 'HostName', 'NetBiosName', 'AzureID', 'OMSAgentID'],
  },
  Mailbox: {
    identifiers: ['MailboxPrimaryAddress', 'DisplayName', 'Upn', 'ExternalDirectoryObjectId', 'RiskLevel'],
    required: ['MailboxPrimaryAddress'],
  },
  SecurityGroup: {
    identifiers: ['DistinguishedName', 'SID', 'ObjectGuid'],
    required: ['DistinguishedName', 'SID', 'ObjectGuid'],
  },
};

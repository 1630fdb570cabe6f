/** All rules, sorted by id. A rule that is not in this list does not exist. */
import { unknownRule } from "./comments/unknown-rule";
import { domainInTwoClasses } from "./domains/domain-in-two-classes";
import { incompleteMailboxDomain } from "./domains/incomplete-mailbox-domain";
import { unmatchedDomain } from "./domains/unmatched-domain";
import { virtualDomainWithoutUsers } from "./domains/virtual-domain-without-users";
import { exposedSecret } from "./files/exposed-secret";
import { missingFile } from "./files/missing-file";
import { missingTableFile } from "./files/missing-table-file";
import { missingTableIndex } from "./files/missing-table-index";
import { staleTableIndex } from "./files/stale-table-index";
import { badAliasDestination } from "./keys/bad-alias-destination";
import { badAliasLine } from "./keys/bad-alias-line";
import { badKeyLine } from "./keys/bad-key-line";
import { badPasswordEntry } from "./keys/bad-password-entry";
import { badQueryFormat } from "./keys/bad-query-format";
import { badTlsPolicy } from "./keys/bad-tls-policy";
import { badTransportValue } from "./keys/bad-transport-value";
import { duplicateKey } from "./keys/duplicate-key";
import { missingQuery } from "./keys/missing-query";
import { severalBccAddresses } from "./keys/several-bcc-addresses";
import { unknownClientSetting } from "./keys/unknown-client-setting";
import { unmatchedKey } from "./keys/unmatched-key";
import { badTableName } from "./lookups/bad-table-name";
import { missingTableType } from "./lookups/missing-table-type";
import { unavailableTableType } from "./lookups/unavailable-table-type";
import { unknownTableType } from "./lookups/unknown-table-type";
import { unlistedProxyTable } from "./lookups/unlisted-proxy-table";
import { untrustedTable } from "./lookups/untrusted-table";
import { writtenOutPassword } from "./lookups/written-out-password";
import { deprecatedParameter } from "./names/deprecated-parameter";
import { duplicateParameter } from "./names/duplicate-parameter";
import { readOnlyParameter } from "./names/read-only-parameter";
import { undefinedReference } from "./names/undefined-reference";
import { unknownParameter } from "./names/unknown-parameter";
import { unusedParameter } from "./names/unused-parameter";
import { badAddress } from "./networks/bad-address";
import { badHostname } from "./networks/bad-hostname";
import { badMilter } from "./networks/bad-milter";
import { badNetwork } from "./networks/bad-network";
import { badNexthop } from "./networks/bad-nexthop";
import { openRelay } from "./networks/open-relay";
import { selfRelayhost } from "./networks/self-relayhost";
import { smuggledMail } from "./protocol-safety/smuggled-mail";
import { badPolicyOption } from "./restrictions/bad-policy-option";
import { badRestrictionArgument } from "./restrictions/bad-restriction-argument";
import { badRestrictionClass } from "./restrictions/bad-restriction-class";
import { deadBlocklist } from "./restrictions/dead-blocklist";
import { deprecatedRestriction } from "./restrictions/deprecated-restriction";
import { ineffectiveRestriction } from "./restrictions/ineffective-restriction";
import { misplacedRestriction } from "./restrictions/misplaced-restriction";
import { missingLoginMaps } from "./restrictions/missing-login-maps";
import { missingRelayGuard } from "./restrictions/missing-relay-guard";
import { openRelayList } from "./restrictions/open-relay-list";
import { permitBeforeCheck } from "./restrictions/permit-before-check";
import { repeatedRestriction } from "./restrictions/repeated-restriction";
import { unknownRestriction } from "./restrictions/unknown-restriction";
import { unreachableRestriction } from "./restrictions/unreachable-restriction";
import type { Rule } from "./rule";
import { authOnSmtpPort } from "./sasl/auth-on-smtp-port";
import { cleartextAuth } from "./sasl/cleartext-auth";
import { cleartextLogin } from "./sasl/cleartext-login";
import { missingMechanism } from "./sasl/missing-mechanism";
import { missingPasswords } from "./sasl/missing-passwords";
import { badAttribute } from "./services/bad-attribute";
import { badEndpoint } from "./services/bad-endpoint";
import { chrootedProgram } from "./services/chrooted-program";
import { chrootedSocket } from "./services/chrooted-socket";
import { duplicateOverride } from "./services/duplicate-override";
import { duplicateService } from "./services/duplicate-service";
import { filterLoop } from "./services/filter-loop";
import { lostArguments } from "./services/lost-arguments";
import { missingRecipientLimit } from "./services/missing-recipient-limit";
import { missingService } from "./services/missing-service";
import { privateInet } from "./services/private-inet";
import { unknownOption } from "./services/unknown-option";
import { unknownProgram } from "./services/unknown-program";
import { unknownService } from "./services/unknown-service";
import { unreadOverride } from "./services/unread-override";
import { verboseLogging } from "./services/verbose-logging";
import { wrongPrivilege } from "./services/wrong-privilege";
import { wrongProcessLimit } from "./services/wrong-process-limit";
import { wrongServiceType } from "./services/wrong-service-type";
import { badExpression } from "./syntax/bad-expression";
import { badOverride } from "./syntax/bad-override";
import { badServiceField } from "./syntax/bad-service-field";
import { badServiceLine } from "./syntax/bad-service-line";
import { endlessReference } from "./syntax/endless-reference";
import { leadingSpace } from "./syntax/leading-space";
import { missingEquals } from "./syntax/missing-equals";
import { missingParameterName } from "./syntax/missing-parameter-name";
import { nulByte } from "./syntax/nul-byte";
import { badActionArgument } from "./tables/bad-action-argument";
import { badNetworkPattern } from "./tables/bad-network-pattern";
import { badPattern } from "./tables/bad-pattern";
import { badSubstitution } from "./tables/bad-substitution";
import { badTableLine } from "./tables/bad-table-line";
import { caseSensitiveFlag } from "./tables/case-sensitive-flag";
import { commentBehindResult } from "./tables/comment-behind-result";
import { duplicatePattern } from "./tables/duplicate-pattern";
import { indentedFirstRule } from "./tables/indented-first-rule";
import { indentedRule } from "./tables/indented-rule";
import { missingResult } from "./tables/missing-result";
import { posixEscape } from "./tables/posix-escape";
import { removedReceived } from "./tables/removed-received";
import { shadowedNetwork } from "./tables/shadowed-network";
import { slowPattern } from "./tables/slow-pattern";
import { textBehindIf } from "./tables/text-behind-if";
import { unanchoredHeader } from "./tables/unanchored-header";
import { unbalancedIf } from "./tables/unbalanced-if";
import { unclosedPattern } from "./tables/unclosed-pattern";
import { unknownAction } from "./tables/unknown-action";
import { unknownPatternFlag } from "./tables/unknown-pattern-flag";
import { unreachableRule } from "./tables/unreachable-rule";
import { adoptedContinuation } from "./text/adopted-continuation";
import { inlineComment } from "./text/inline-comment";
import { missingFinalNewline } from "./text/missing-final-newline";
import { quotedValue } from "./text/quoted-value";
import { swallowedParameter } from "./text/swallowed-parameter";
import { badCipherExclusion } from "./tls/bad-cipher-exclusion";
import { badTlsProtocols } from "./tls/bad-tls-protocols";
import { ignoredCertificate } from "./tls/ignored-certificate";
import { missingCertificate } from "./tls/missing-certificate";
import { unverifiablePeer } from "./tls/unverifiable-peer";
import { weakTlsProtocols } from "./tls/weak-tls-protocols";
import { badBoolean } from "./values/bad-boolean";
import { badCompatibilityLevel } from "./values/bad-compatibility-level";
import { badKeyword } from "./values/bad-keyword";
import { badNumber } from "./values/bad-number";
import { badReplyCode } from "./values/bad-reply-code";
import { badTime } from "./values/bad-time";
import { badValueLength } from "./values/bad-value-length";
import { deprecatedKeyword } from "./values/deprecated-keyword";
import { longBounceLifetime } from "./values/long-bounce-lifetime";
import { oldCompatibilityLevel } from "./values/old-compatibility-level";
import { restatedDefault } from "./values/restated-default";
import { smallMailboxLimit } from "./values/small-mailbox-limit";

export const RULES: readonly Rule[] = [
  adoptedContinuation,
  authOnSmtpPort,
  badActionArgument,
  badAddress,
  badAliasDestination,
  badAliasLine,
  badAttribute,
  badBoolean,
  badCipherExclusion,
  badCompatibilityLevel,
  badEndpoint,
  badExpression,
  badHostname,
  badKeyLine,
  badKeyword,
  badMilter,
  badNetwork,
  badNetworkPattern,
  badNexthop,
  badNumber,
  badOverride,
  badPasswordEntry,
  badPattern,
  badPolicyOption,
  badQueryFormat,
  badReplyCode,
  badRestrictionArgument,
  badRestrictionClass,
  badServiceField,
  badServiceLine,
  badSubstitution,
  badTableLine,
  badTableName,
  badTime,
  badTlsPolicy,
  badTlsProtocols,
  badTransportValue,
  badValueLength,
  caseSensitiveFlag,
  chrootedProgram,
  chrootedSocket,
  cleartextAuth,
  cleartextLogin,
  commentBehindResult,
  deadBlocklist,
  deprecatedKeyword,
  deprecatedParameter,
  deprecatedRestriction,
  domainInTwoClasses,
  duplicateKey,
  duplicateOverride,
  duplicateParameter,
  duplicatePattern,
  duplicateService,
  endlessReference,
  exposedSecret,
  filterLoop,
  ignoredCertificate,
  incompleteMailboxDomain,
  indentedFirstRule,
  indentedRule,
  ineffectiveRestriction,
  inlineComment,
  leadingSpace,
  longBounceLifetime,
  lostArguments,
  misplacedRestriction,
  missingCertificate,
  missingEquals,
  missingFile,
  missingFinalNewline,
  missingLoginMaps,
  missingMechanism,
  missingParameterName,
  missingPasswords,
  missingQuery,
  missingRecipientLimit,
  missingRelayGuard,
  missingResult,
  missingService,
  missingTableFile,
  missingTableIndex,
  missingTableType,
  nulByte,
  oldCompatibilityLevel,
  openRelay,
  openRelayList,
  permitBeforeCheck,
  posixEscape,
  privateInet,
  quotedValue,
  readOnlyParameter,
  removedReceived,
  repeatedRestriction,
  restatedDefault,
  selfRelayhost,
  severalBccAddresses,
  shadowedNetwork,
  slowPattern,
  smallMailboxLimit,
  smuggledMail,
  staleTableIndex,
  swallowedParameter,
  textBehindIf,
  unanchoredHeader,
  unavailableTableType,
  unbalancedIf,
  unclosedPattern,
  undefinedReference,
  unknownAction,
  unknownClientSetting,
  unknownOption,
  unknownParameter,
  unknownPatternFlag,
  unknownProgram,
  unknownRestriction,
  unknownRule,
  unknownService,
  unknownTableType,
  unlistedProxyTable,
  unmatchedDomain,
  unmatchedKey,
  unreachableRestriction,
  unreachableRule,
  unreadOverride,
  untrustedTable,
  unusedParameter,
  unverifiablePeer,
  verboseLogging,
  virtualDomainWithoutUsers,
  weakTlsProtocols,
  writtenOutPassword,
  wrongPrivilege,
  wrongProcessLimit,
  wrongServiceType,
];

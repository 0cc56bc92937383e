package provider

// A summary heads a diagnostic. It is short, and the same however often the problem occurs.
type summary int

// The summaries of all diagnostics of the provider. The documentation explains each of them.
const (
	summaryAPIEndpointNotFound summary = iota
	summaryAPIVersionNotSupported
	summaryAccessTokenRejected
	summaryAccessTokenRequestFailed
	summaryAccountsServerError
	summaryCannotReachZohoCRM
	summaryCannotReachTheAccountsServer
	summaryClientSecretRejected
	summaryConditionNotAccepted
	summaryConditionNotUnderstood
	summaryConflictingCredentials
	summaryCredentialsOfAnotherDataCentre
	summaryEmptyProviderSetting
	summaryFieldsNotInTheResponse
	summaryIncompleteCredentials
	summaryInconsistentPagination
	summaryInvalidMaxRecords
	summaryInvalidReadTimeout
	summaryInvalidOnErrorValue
	summaryMalformedCondition
	summaryMalformedCredential
	summaryMalformedFieldName
	summaryMalformedModuleName
	summaryMalformedProviderSetting
	summaryMalformedRecordID
	summaryMalformedURL
	summaryMissingOAuthScope
	summaryMissingPermissionInZohoCRM
	summaryMissingZohoCredentials
	summaryNoAPICreditsLeft
	summaryNoAttachmentsInThisModule
	summaryNoFields
	summaryOrganisationRejected
	summaryPageTokenRejected
	summaryProviderNotConfigured
	summaryProviderSettingNotKnownYet
	summaryQueryTooLarge
	summaryReadInterrupted
	summaryReadTimedOut
	summaryRefreshTokenRejected
	summaryRequestAlteredInTransit
	summaryResultTooLarge
	summaryScopesRejected
	summaryServerNotTrustedWithCredentials
	summaryTooManyAccessTokens
	summaryTooManyAttachments
	summaryTooManyFields
	summaryTooManyRecords
	summaryTooManyRecordsFound
	summaryTooManyRequestsToZohoCRM
	summaryUnexpectedErrorInTheProvider
	summaryUnexpectedResponseFromTheAPIDomain
	summaryUnexpectedResponseFromTheAccountsServer
	summaryUnknownAPIDomain
	summaryUnknownAccountsServer
	summaryUnknownClient
	summaryUnknownField
	summaryUnknownModule
	summaryUnknownRecord
	summaryUnsupportedModule
	summaryValuesOfAnUnexpectedType
	summaryWrongZohoServer
	summaryZohoAPILimitReached
	summaryZohoAsksClientsToWait
	summaryZohoRejectedAValue
	summaryZohoRejectedTheRequest
	summaryZohoServerError
	summaryCount // comes last
)

var summaryTexts = [summaryCount]string{
	summaryAPIEndpointNotFound:                     "API Endpoint Not Found",
	summaryAPIVersionNotSupported:                  "API Version Not Supported",
	summaryAccessTokenRejected:                     "Access Token Rejected",
	summaryAccessTokenRequestFailed:                "Access Token Request Failed",
	summaryAccountsServerError:                     "Accounts Server Error",
	summaryCannotReachZohoCRM:                      "Cannot Reach Zoho CRM",
	summaryCannotReachTheAccountsServer:            "Cannot Reach the Accounts Server",
	summaryClientSecretRejected:                    "Client Secret Rejected",
	summaryConditionNotAccepted:                    "Condition Not Accepted",
	summaryConditionNotUnderstood:                  "Condition Not Understood",
	summaryConflictingCredentials:                  "Conflicting Credentials",
	summaryCredentialsOfAnotherDataCentre:          "Credentials of Another Data Centre",
	summaryEmptyProviderSetting:                    "Empty Provider Setting",
	summaryFieldsNotInTheResponse:                  "Fields Not in the Response",
	summaryIncompleteCredentials:                   "Incomplete Credentials",
	summaryInconsistentPagination:                  "Inconsistent Pagination",
	summaryInvalidMaxRecords:                       "Invalid max_records Value",
	summaryInvalidReadTimeout:                      "Invalid Read Timeout",
	summaryInvalidOnErrorValue:                     "Invalid on_error Value",
	summaryMalformedCondition:                      "Malformed Condition",
	summaryMalformedCredential:                     "Malformed Credential",
	summaryMalformedFieldName:                      "Malformed Field Name",
	summaryMalformedModuleName:                     "Malformed Module Name",
	summaryMalformedProviderSetting:                "Malformed Provider Setting",
	summaryMalformedRecordID:                       "Malformed Record ID",
	summaryMalformedURL:                            "Malformed URL",
	summaryMissingOAuthScope:                       "Missing OAuth Scope",
	summaryMissingPermissionInZohoCRM:              "Missing Permission in Zoho CRM",
	summaryMissingZohoCredentials:                  "Missing Zoho CRM Credentials",
	summaryNoAPICreditsLeft:                        "No API Credits Left",
	summaryNoAttachmentsInThisModule:               "No Attachments in This Module",
	summaryNoFields:                                "No Fields",
	summaryOrganisationRejected:                    "Organisation Rejected",
	summaryPageTokenRejected:                       "Page Token Rejected",
	summaryProviderNotConfigured:                   "Provider Not Configured",
	summaryProviderSettingNotKnownYet:              "Provider Setting Not Known Yet",
	summaryQueryTooLarge:                           "Query Too Large",
	summaryReadInterrupted:                         "Read Interrupted",
	summaryReadTimedOut:                            "Read Timed Out",
	summaryRefreshTokenRejected:                    "Refresh Token Rejected",
	summaryRequestAlteredInTransit:                 "Request Altered in Transit",
	summaryResultTooLarge:                          "Result Too Large",
	summaryScopesRejected:                          "Scopes Rejected",
	summaryServerNotTrustedWithCredentials:         "Server Not Trusted With Credentials",
	summaryTooManyAccessTokens:                     "Too Many Access Tokens",
	summaryTooManyAttachments:                      "Too Many Attachments",
	summaryTooManyFields:                           "Too Many Fields",
	summaryTooManyRecords:                          "Too Many Records",
	summaryTooManyRecordsFound:                     "Too Many Records Found",
	summaryTooManyRequestsToZohoCRM:                "Too Many Requests to Zoho CRM",
	summaryUnexpectedErrorInTheProvider:            "Unexpected Error in the Provider",
	summaryUnexpectedResponseFromTheAPIDomain:      "Unexpected Response from the API Domain",
	summaryUnexpectedResponseFromTheAccountsServer: "Unexpected Response from the Accounts Server",
	summaryUnknownAPIDomain:                        "Unknown API Domain",
	summaryUnknownAccountsServer:                   "Unknown Accounts Server",
	summaryUnknownClient:                           "Unknown Client",
	summaryUnknownField:                            "Unknown Field",
	summaryUnknownModule:                           "Unknown Module",
	summaryUnknownRecord:                           "Unknown Record",
	summaryUnsupportedModule:                       "Unsupported Module",
	summaryValuesOfAnUnexpectedType:                "Values of an Unexpected Type",
	summaryWrongZohoServer:                         "Wrong Zoho Server",
	summaryZohoAPILimitReached:                     "Zoho CRM API Limit Reached",
	summaryZohoAsksClientsToWait:                   "Zoho CRM Asks Clients to Wait",
	summaryZohoRejectedAValue:                      "Zoho CRM Rejected a Value",
	summaryZohoRejectedTheRequest:                  "Zoho CRM Rejected the Request",
	summaryZohoServerError:                         "Zoho CRM Server Error",
}

func (s summary) String() string { return summaryTexts[s] }

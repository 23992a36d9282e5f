$version: "2"

// Made from botocore 1.43.11, elbv2/2015-12-01, without its texts. Again, or with more operations:
// tools/import-model --out api/test/elasticloadbalancingv2.smithy elbv2 [OPERATION…]
namespace gantry.elasticloadbalancingv2

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryError

@service(sdkId: "Elastic Load Balancing v2")
@sigv4(name: "elasticloadbalancing")
@awsQuery
@xmlNamespace(uri: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/")
service ElasticLoadBalancingv2_20151201 {
    version: "2015-12-01"
    operations: [
        CreateRule
        DescribeRules
        ModifyTargetGroupAttributes
    ]
}

operation CreateRule {
    input: CreateRuleInput
    output: CreateRuleOutput
    errors: [
        IncompatibleProtocolsException
        InvalidConfigurationRequestException
        InvalidLoadBalancerActionException
        ListenerNotFoundException
        PriorityInUseException
        TargetGroupAssociationLimitException
        TargetGroupNotFoundException
        TooManyActionsException
        TooManyRegistrationsForTargetIdException
        TooManyRulesException
        TooManyTagsException
        TooManyTargetGroupsException
        TooManyTargetsException
        TooManyUniqueTargetGroupsPerLoadBalancerException
        UnsupportedProtocolException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "Rules", pageSize: "PageSize")
operation DescribeRules {
    input: DescribeRulesInput
    output: DescribeRulesOutput
    errors: [
        ListenerNotFoundException
        RuleNotFoundException
        UnsupportedProtocolException
    ]
}

operation ModifyTargetGroupAttributes {
    input: ModifyTargetGroupAttributesInput
    output: ModifyTargetGroupAttributesOutput
    errors: [
        InvalidConfigurationRequestException
        TargetGroupNotFoundException
    ]
}

structure Action {
    @required
    Type: ActionTypeEnum
    TargetGroupArn: String
    AuthenticateOidcConfig: AuthenticateOidcActionConfig
    AuthenticateCognitoConfig: AuthenticateCognitoActionConfig
    Order: ActionOrder
    RedirectConfig: RedirectActionConfig
    FixedResponseConfig: FixedResponseActionConfig
    ForwardConfig: ForwardActionConfig
    JwtValidationConfig: JwtValidationActionConfig
}

@range(min: 1, max: 50000)
integer ActionOrder

enum ActionTypeEnum {
    forward
    authenticate_oidc = "authenticate-oidc"
    authenticate_cognito = "authenticate-cognito"
    redirect
    fixed_response = "fixed-response"
    jwt_validation = "jwt-validation"
}

list Actions {
    member: Action
}

map AuthenticateCognitoActionAuthenticationRequestExtraParams {
    key: String
    value: String
}

enum AuthenticateCognitoActionConditionalBehaviorEnum {
    deny
    allow
    authenticate
}

structure AuthenticateCognitoActionConfig {
    @required
    UserPoolArn: String
    @required
    UserPoolClientId: String
    @required
    UserPoolDomain: String
    SessionCookieName: String
    Scope: String
    SessionTimeout: Long
    AuthenticationRequestExtraParams: AuthenticateCognitoActionAuthenticationRequestExtraParams
    OnUnauthenticatedRequest: AuthenticateCognitoActionConditionalBehaviorEnum
}

map AuthenticateOidcActionAuthenticationRequestExtraParams {
    key: String
    value: String
}

enum AuthenticateOidcActionConditionalBehaviorEnum {
    deny
    allow
    authenticate
}

structure AuthenticateOidcActionConfig {
    @required
    Issuer: String
    @required
    AuthorizationEndpoint: String
    @required
    TokenEndpoint: String
    @required
    UserInfoEndpoint: String
    @required
    ClientId: String
    ClientSecret: String
    SessionCookieName: String
    Scope: String
    SessionTimeout: Long
    AuthenticationRequestExtraParams: AuthenticateOidcActionAuthenticationRequestExtraParams
    OnUnauthenticatedRequest: AuthenticateOidcActionConditionalBehaviorEnum
    UseExistingClientSecret: Boolean
}

@length(max: 64)
string ConditionFieldName

structure CreateRuleInput {
    @required
    ListenerArn: String
    @required
    Conditions: RuleConditionList
    @required
    Priority: RulePriority
    @required
    Actions: Actions
    Tags: TagList
    Transforms: RuleTransformList
}

structure CreateRuleOutput {
    Rules: Rules
}

structure DescribeRulesInput {
    ListenerArn: String
    RuleArns: RuleArns
    Marker: String
    PageSize: PageSize
}

structure DescribeRulesOutput {
    Rules: Rules
    NextMarker: String
}

structure FixedResponseActionConfig {
    MessageBody: FixedResponseActionMessage
    @required
    StatusCode: FixedResponseActionStatusCode
    ContentType: FixedResponseActionContentType
}

@length(min: 0, max: 32)
string FixedResponseActionContentType

@length(min: 0, max: 1024)
string FixedResponseActionMessage

@pattern("^(2|4|5)\\d\\d$")
string FixedResponseActionStatusCode

structure ForwardActionConfig {
    TargetGroups: TargetGroupList
    TargetGroupStickinessConfig: TargetGroupStickinessConfig
}

structure HostHeaderConditionConfig {
    Values: ListOfString
    RegexValues: ListOfString
}

structure HostHeaderRewriteConfig {
    Rewrites: RewriteConfigList
}

structure HttpHeaderConditionConfig {
    HttpHeaderName: String
    Values: ListOfString
    RegexValues: ListOfString
}

structure HttpRequestMethodConditionConfig {
    Values: ListOfString
}

@error("client")
@awsQueryError(code: "IncompatibleProtocols", httpResponseCode: 400)
structure IncompatibleProtocolsException {}

@error("client")
@awsQueryError(code: "InvalidConfigurationRequest", httpResponseCode: 400)
structure InvalidConfigurationRequestException {}

@error("client")
@awsQueryError(code: "InvalidLoadBalancerAction", httpResponseCode: 400)
structure InvalidLoadBalancerActionException {}

structure JwtValidationActionAdditionalClaim {
    @required
    Format: JwtValidationActionAdditionalClaimFormatEnum
    @required
    Name: String
    @required
    Values: JwtValidationActionAdditionalClaimValues
}

enum JwtValidationActionAdditionalClaimFormatEnum {
    single_string = "single-string"
    string_array = "string-array"
    space_separated_values = "space-separated-values"
}

list JwtValidationActionAdditionalClaimValues {
    member: String
}

list JwtValidationActionAdditionalClaims {
    member: JwtValidationActionAdditionalClaim
}

structure JwtValidationActionConfig {
    @required
    JwksEndpoint: String
    @required
    Issuer: String
    AdditionalClaims: JwtValidationActionAdditionalClaims
}

list ListOfString {
    member: String
}

@error("client")
@awsQueryError(code: "ListenerNotFound", httpResponseCode: 400)
structure ListenerNotFoundException {}

structure ModifyTargetGroupAttributesInput {
    @required
    TargetGroupArn: String
    @required
    Attributes: TargetGroupAttributes
}

structure ModifyTargetGroupAttributesOutput {
    Attributes: TargetGroupAttributes
}

@range(min: 1, max: 400)
integer PageSize

structure PathPatternConditionConfig {
    Values: ListOfString
    RegexValues: ListOfString
}

@error("client")
@awsQueryError(code: "PriorityInUse", httpResponseCode: 400)
structure PriorityInUseException {}

structure QueryStringConditionConfig {
    Values: QueryStringKeyValuePairList
}

structure QueryStringKeyValuePair {
    Key: String
    Value: String
}

list QueryStringKeyValuePairList {
    member: QueryStringKeyValuePair
}

structure RedirectActionConfig {
    Protocol: RedirectActionProtocol
    Port: String
    Host: RedirectActionHost
    Path: RedirectActionPath
    Query: RedirectActionQuery
    @required
    StatusCode: RedirectActionStatusCodeEnum
}

@length(min: 1, max: 128)
string RedirectActionHost

@length(min: 1, max: 128)
string RedirectActionPath

@pattern("^(HTTPS?|#\\{protocol\\})$")
string RedirectActionProtocol

@length(min: 0, max: 128)
string RedirectActionQuery

enum RedirectActionStatusCodeEnum {
    HTTP_301
    HTTP_302
}

structure RewriteConfig {
    @required
    Regex: String
    @required
    Replace: String
}

list RewriteConfigList {
    member: RewriteConfig
}

structure Rule {
    RuleArn: String
    Priority: String
    Conditions: RuleConditionList
    Actions: Actions
    IsDefault: Boolean
    Transforms: RuleTransformList
}

list RuleArns {
    member: String
}

structure RuleCondition {
    Field: ConditionFieldName
    Values: ListOfString
    HostHeaderConfig: HostHeaderConditionConfig
    PathPatternConfig: PathPatternConditionConfig
    HttpHeaderConfig: HttpHeaderConditionConfig
    QueryStringConfig: QueryStringConditionConfig
    HttpRequestMethodConfig: HttpRequestMethodConditionConfig
    SourceIpConfig: SourceIpConditionConfig
    RegexValues: ListOfString
}

list RuleConditionList {
    member: RuleCondition
}

@error("client")
@awsQueryError(code: "RuleNotFound", httpResponseCode: 400)
structure RuleNotFoundException {}

@range(min: 1, max: 50000)
integer RulePriority

structure RuleTransform {
    @required
    Type: TransformTypeEnum
    HostHeaderRewriteConfig: HostHeaderRewriteConfig
    UrlRewriteConfig: UrlRewriteConfig
}

list RuleTransformList {
    member: RuleTransform
}

list Rules {
    member: Rule
}

structure SourceIpConditionConfig {
    Values: ListOfString
}

structure Tag {
    @required
    Key: TagKey
    Value: TagValue
}

@length(min: 1, max: 128)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")
string TagKey

@length(min: 1)
list TagList {
    member: Tag
}

@length(min: 0, max: 256)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")
string TagValue

@error("client")
@awsQueryError(code: "TargetGroupAssociationLimit", httpResponseCode: 400)
structure TargetGroupAssociationLimitException {}

structure TargetGroupAttribute {
    Key: TargetGroupAttributeKey
    Value: String
}

@length(max: 256)
@pattern("^[a-zA-Z0-9._]+$")
string TargetGroupAttributeKey

list TargetGroupAttributes {
    member: TargetGroupAttribute
}

list TargetGroupList {
    member: TargetGroupTuple
}

@error("client")
@awsQueryError(code: "TargetGroupNotFound", httpResponseCode: 400)
structure TargetGroupNotFoundException {}

structure TargetGroupStickinessConfig {
    Enabled: Boolean
    DurationSeconds: Integer
}

structure TargetGroupTuple {
    TargetGroupArn: String
    Weight: Integer
}

@error("client")
@awsQueryError(code: "TooManyActions", httpResponseCode: 400)
structure TooManyActionsException {}

@error("client")
@awsQueryError(code: "TooManyRegistrationsForTargetId", httpResponseCode: 400)
structure TooManyRegistrationsForTargetIdException {}

@error("client")
@awsQueryError(code: "TooManyRules", httpResponseCode: 400)
structure TooManyRulesException {}

@error("client")
@awsQueryError(code: "TooManyTags", httpResponseCode: 400)
structure TooManyTagsException {}

@error("client")
@awsQueryError(code: "TooManyTargetGroups", httpResponseCode: 400)
structure TooManyTargetGroupsException {}

@error("client")
@awsQueryError(code: "TooManyTargets", httpResponseCode: 400)
structure TooManyTargetsException {}

@error("client")
@awsQueryError(code: "TooManyUniqueTargetGroupsPerLoadBalancer", httpResponseCode: 400)
structure TooManyUniqueTargetGroupsPerLoadBalancerException {}

enum TransformTypeEnum {
    host_header_rewrite = "host-header-rewrite"
    url_rewrite = "url-rewrite"
}

@error("client")
@awsQueryError(code: "UnsupportedProtocol", httpResponseCode: 400)
structure UnsupportedProtocolException {}

structure UrlRewriteConfig {
    Rewrites: RewriteConfigList
}

$version: "2"

// Amazon ECS, API version 2014-11-13: names, types, bounds, errors and pagination of all its
// operations. What the members mean is in AWS's API reference; what Gantry does with them is in
// src/services/ecs.
namespace gantry.ecs

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1

@service(sdkId: "ECS", arnNamespace: "ecs", endpointPrefix: "ecs")
@sigv4(name: "ecs")
@awsJson1_1
service AmazonEC2ContainerServiceV20141113 {
    version: "2014-11-13"
    operations: [
        AssociateGatewayWithCluster
        ContinueServiceDeployment
        CreateCapacityProvider
        CreateCluster
        CreateDaemon
        CreateExpressGatewayService
        CreateGateway
        CreateService
        CreateTaskSet
        DeleteAccountSetting
        DeleteAttributes
        DeleteCapacityProvider
        DeleteCluster
        DeleteDaemon
        DeleteDaemonTaskDefinition
        DeleteExpressGatewayService
        DeleteGateway
        DeleteService
        DeleteTaskDefinitions
        DeleteTaskSet
        DeregisterContainerInstance
        DeregisterTaskDefinition
        DescribeCapacityProviders
        DescribeClusters
        DescribeContainerInstances
        DescribeDaemon
        DescribeDaemonDeployments
        DescribeDaemonRevisions
        DescribeDaemonTaskDefinition
        DescribeExpressGatewayService
        DescribeGateway
        DescribeGatewayResources
        DescribeGatewayRoute
        DescribeServiceDeployments
        DescribeServiceRevisions
        DescribeServices
        DescribeTaskDefinition
        DescribeTaskSets
        DescribeTasks
        DisassociateGatewayFromCluster
        DiscoverPollEndpoint
        ExecuteCommand
        GetTaskProtection
        ListAccountSettings
        ListAttributes
        ListClusters
        ListContainerInstances
        ListDaemonDeployments
        ListDaemonTaskDefinitions
        ListDaemons
        ListGatewayClusterAssociations
        ListGatewayRoutes
        ListGateways
        ListServiceDeployments
        ListServices
        ListServicesByNamespace
        ListTagsForResource
        ListTaskDefinitionFamilies
        ListTaskDefinitions
        ListTasks
        PutAccountSetting
        PutAccountSettingDefault
        PutAttributes
        PutClusterCapacityProviders
        RegisterContainerInstance
        RegisterDaemonTaskDefinition
        RegisterTaskDefinition
        RunTask
        StartTask
        StopServiceDeployment
        StopTask
        SubmitAttachmentStateChanges
        SubmitContainerStateChange
        SubmitTaskStateChange
        TagResource
        UntagResource
        UpdateCapacityProvider
        UpdateCluster
        UpdateClusterSettings
        UpdateContainerAgent
        UpdateContainerInstancesState
        UpdateDaemon
        UpdateExpressGatewayService
        UpdateGateway
        UpdateService
        UpdateServicePrimaryTaskSet
        UpdateTaskProtection
        UpdateTaskSet
    ]
}

// Operations

operation AssociateGatewayWithCluster {
    input: AssociateGatewayWithClusterRequest
    output: AssociateGatewayWithClusterResponse
    errors: [
        AccessDeniedException
        ClientException
        ClusterNotFoundException
        GatewayNotFoundException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

operation ContinueServiceDeployment {
    input: ContinueServiceDeploymentRequest
    output: ContinueServiceDeploymentResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceDeploymentNotFoundException
        UnsupportedFeatureException
    ]
}

@idempotent
operation CreateCapacityProvider {
    input: CreateCapacityProviderRequest
    output: CreateCapacityProviderResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        ServerException
        UpdateInProgressException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation CreateCluster {
    input: CreateClusterRequest
    output: CreateClusterResponse
    errors: [
        AccessDeniedException
        NamespaceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation CreateDaemon {
    input: CreateDaemonRequest
    output: CreateDaemonResponse
    errors: [
        AccessDeniedException
        PlatformUnknownException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation CreateExpressGatewayService {
    input: CreateExpressGatewayServiceRequest
    output: CreateExpressGatewayServiceResponse
    errors: [
        AccessDeniedException
        PlatformUnknownException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        PlatformTaskDefinitionIncompatibilityException
        UnsupportedFeatureException
    ]
}

operation CreateGateway {
    input: CreateGatewayRequest
    output: CreateGatewayResponse
    errors: [
        AccessDeniedException
        ClientException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

operation CreateService {
    input: CreateServiceRequest
    output: CreateServiceResponse
    errors: [
        AccessDeniedException
        PlatformUnknownException
        NamespaceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        PlatformTaskDefinitionIncompatibilityException
        UnsupportedFeatureException
    ]
}

operation CreateTaskSet {
    input: CreateTaskSetRequest
    output: CreateTaskSetResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        PlatformUnknownException
        NamespaceNotFoundException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        PlatformTaskDefinitionIncompatibilityException
        UnsupportedFeatureException
    ]
}

operation DeleteAccountSetting {
    input: DeleteAccountSettingRequest
    output: DeleteAccountSettingResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation DeleteAttributes {
    input: DeleteAttributesRequest
    output: DeleteAttributesResponse
    errors: [
        AccessDeniedException
        TargetNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@idempotent
operation DeleteCapacityProvider {
    input: DeleteCapacityProviderRequest
    output: DeleteCapacityProviderResponse
    errors: [
        AccessDeniedException
        ServerException
        UpdateInProgressException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@idempotent
operation DeleteCluster {
    input: DeleteClusterRequest
    output: DeleteClusterResponse
    errors: [
        ClusterContainsContainerInstancesException
        AccessDeniedException
        ClusterContainsServicesException
        ClusterContainsCapacityProviderException
        ClusterContainsTasksException
        ServerException
        UpdateInProgressException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@idempotent
operation DeleteDaemon {
    input: DeleteDaemonRequest
    output: DeleteDaemonResponse
    errors: [
        AccessDeniedException
        DaemonNotFoundException
        DaemonNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation DeleteDaemonTaskDefinition {
    input: DeleteDaemonTaskDefinitionRequest
    output: DeleteDaemonTaskDefinitionResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation DeleteExpressGatewayService {
    input: DeleteExpressGatewayServiceRequest
    output: DeleteExpressGatewayServiceResponse
    errors: [
        AccessDeniedException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation DeleteGateway {
    input: DeleteGatewayRequest
    output: DeleteGatewayResponse
    errors: [
        AccessDeniedException
        ClientException
        GatewayNotFoundException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

@idempotent
operation DeleteService {
    input: DeleteServiceRequest
    output: DeleteServiceResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
    ]
}

operation DeleteTaskDefinitions {
    input: DeleteTaskDefinitionsRequest
    output: DeleteTaskDefinitionsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@idempotent
operation DeleteTaskSet {
    input: DeleteTaskSetRequest
    output: DeleteTaskSetResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        TaskSetNotFoundException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation DeregisterContainerInstance {
    input: DeregisterContainerInstanceRequest
    output: DeregisterContainerInstanceResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation DeregisterTaskDefinition {
    input: DeregisterTaskDefinitionRequest
    output: DeregisterTaskDefinitionResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "capacityProviders")
operation DescribeCapacityProviders {
    input: DescribeCapacityProvidersRequest
    output: DescribeCapacityProvidersResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeClusters {
    input: DescribeClustersRequest
    output: DescribeClustersResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
operation DescribeContainerInstances {
    input: DescribeContainerInstancesRequest
    output: DescribeContainerInstancesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@readonly
operation DescribeDaemon {
    input: DescribeDaemonRequest
    output: DescribeDaemonResponse
    errors: [
        AccessDeniedException
        DaemonNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeDaemonDeployments {
    input: DescribeDaemonDeploymentsRequest
    output: DescribeDaemonDeploymentsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeDaemonRevisions {
    input: DescribeDaemonRevisionsRequest
    output: DescribeDaemonRevisionsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeDaemonTaskDefinition {
    input: DescribeDaemonTaskDefinitionRequest
    output: DescribeDaemonTaskDefinitionResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
operation DescribeExpressGatewayService {
    input: DescribeExpressGatewayServiceRequest
    output: DescribeExpressGatewayServiceResponse
    errors: [
        AccessDeniedException
        ResourceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeGateway {
    input: DescribeGatewayRequest
    output: DescribeGatewayResponse
    errors: [
        AccessDeniedException
        ClientException
        GatewayNotFoundException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeGatewayResources {
    input: DescribeGatewayResourcesRequest
    output: DescribeGatewayResourcesResponse
    errors: [
        AccessDeniedException
        ClientException
        GatewayNotFoundException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeGatewayRoute {
    input: DescribeGatewayRouteRequest
    output: DescribeGatewayRouteResponse
    errors: [
        AccessDeniedException
        ClientException
        InvalidParameterException
        ResourceNotFoundException
        ServerException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeServiceDeployments {
    input: DescribeServiceDeploymentsRequest
    output: DescribeServiceDeploymentsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeServiceRevisions {
    input: DescribeServiceRevisionsRequest
    output: DescribeServiceRevisionsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeServices {
    input: DescribeServicesRequest
    output: DescribeServicesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@readonly
operation DescribeTaskDefinition {
    input: DescribeTaskDefinitionRequest
    output: DescribeTaskDefinitionResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
operation DescribeTaskSets {
    input: DescribeTaskSetsRequest
    output: DescribeTaskSetsResponse
    errors: [
        AccessDeniedException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
operation DescribeTasks {
    input: DescribeTasksRequest
    output: DescribeTasksResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation DisassociateGatewayFromCluster {
    input: DisassociateGatewayFromClusterRequest
    output: DisassociateGatewayFromClusterResponse
    errors: [
        AccessDeniedException
        ClientException
        ClusterNotFoundException
        GatewayNotFoundException
        InvalidParameterException
        ResourceNotFoundException
        ServerException
        UnsupportedFeatureException
    ]
}

operation DiscoverPollEndpoint {
    input: DiscoverPollEndpointRequest
    output: DiscoverPollEndpointResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation ExecuteCommand {
    input: ExecuteCommandRequest
    output: ExecuteCommandResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        TargetNotConnectedException
        ClusterNotFoundException
    ]
}

@readonly
operation GetTaskProtection {
    input: GetTaskProtectionRequest
    output: GetTaskProtectionResponse
    errors: [
        AccessDeniedException
        ResourceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "settings")
operation ListAccountSettings {
    input: ListAccountSettingsRequest
    output: ListAccountSettingsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "attributes")
operation ListAttributes {
    input: ListAttributesRequest
    output: ListAttributesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "clusterArns")
operation ListClusters {
    input: ListClustersRequest
    output: ListClustersResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "containerInstanceArns")
operation ListContainerInstances {
    input: ListContainerInstancesRequest
    output: ListContainerInstancesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "daemonDeployments")
operation ListDaemonDeployments {
    input: ListDaemonDeploymentsRequest
    output: ListDaemonDeploymentsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "daemonTaskDefinitions")
operation ListDaemonTaskDefinitions {
    input: ListDaemonTaskDefinitionsRequest
    output: ListDaemonTaskDefinitionsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "daemonSummariesList")
operation ListDaemons {
    input: ListDaemonsRequest
    output: ListDaemonsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "gatewayClusterAssociations")
operation ListGatewayClusterAssociations {
    input: ListGatewayClusterAssociationsRequest
    output: ListGatewayClusterAssociationsResponse
    errors: [
        AccessDeniedException
        ClientException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "gatewayRoutes")
operation ListGatewayRoutes {
    input: ListGatewayRoutesRequest
    output: ListGatewayRoutesResponse
    errors: [
        AccessDeniedException
        ClientException
        GatewayNotFoundException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "gateways")
operation ListGateways {
    input: ListGatewaysRequest
    output: ListGatewaysResponse
    errors: [
        AccessDeniedException
        ClientException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "serviceDeployments")
operation ListServiceDeployments {
    input: ListServiceDeploymentsRequest
    output: ListServiceDeploymentsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "serviceArns")
operation ListServices {
    input: ListServicesRequest
    output: ListServicesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "serviceArns")
operation ListServicesByNamespace {
    input: ListServicesByNamespaceRequest
    output: ListServicesByNamespaceResponse
    errors: [
        AccessDeniedException
        NamespaceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "families")
operation ListTaskDefinitionFamilies {
    input: ListTaskDefinitionFamiliesRequest
    output: ListTaskDefinitionFamiliesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "taskDefinitionArns")
operation ListTaskDefinitions {
    input: ListTaskDefinitionsRequest
    output: ListTaskDefinitionsResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "taskArns")
operation ListTasks {
    input: ListTasksRequest
    output: ListTasksResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
    ]
}

operation PutAccountSetting {
    input: PutAccountSettingRequest
    output: PutAccountSettingResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation PutAccountSettingDefault {
    input: PutAccountSettingDefaultRequest
    output: PutAccountSettingDefaultResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation PutAttributes {
    input: PutAttributesRequest
    output: PutAttributesResponse
    errors: [
        AccessDeniedException
        TargetNotFoundException
        ServerException
        AttributeLimitExceededException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation PutClusterCapacityProviders {
    input: PutClusterCapacityProvidersRequest
    output: PutClusterCapacityProvidersResponse
    errors: [
        AccessDeniedException
        ServerException
        UpdateInProgressException
        InvalidParameterException
        ResourceInUseException
        ClientException
        ClusterNotFoundException
    ]
}

operation RegisterContainerInstance {
    input: RegisterContainerInstanceRequest
    output: RegisterContainerInstanceResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation RegisterDaemonTaskDefinition {
    input: RegisterDaemonTaskDefinitionRequest
    output: RegisterDaemonTaskDefinitionResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation RegisterTaskDefinition {
    input: RegisterTaskDefinitionRequest
    output: RegisterTaskDefinitionResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        ServerException
        InvalidParameterException
        ClientException
    ]
}

operation RunTask {
    input: RunTaskRequest
    output: RunTaskResponse
    errors: [
        ConflictException
        AccessDeniedException
        PlatformUnknownException
        ServerException
        InvalidParameterException
        BlockedException
        ClientException
        ClusterNotFoundException
        PlatformTaskDefinitionIncompatibilityException
        UnsupportedFeatureException
    ]
}

operation StartTask {
    input: StartTaskRequest
    output: StartTaskResponse
    errors: [
        AccessDeniedException
        NamespaceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation StopServiceDeployment {
    input: StopServiceDeploymentRequest
    output: StopServiceDeploymentResponse
    errors: [
        ConflictException
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ServiceDeploymentNotFoundException
        UnsupportedFeatureException
    ]
}

operation StopTask {
    input: StopTaskRequest
    output: StopTaskResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation SubmitAttachmentStateChanges {
    input: SubmitAttachmentStateChangesRequest
    output: SubmitAttachmentStateChangesResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation SubmitContainerStateChange {
    input: SubmitContainerStateChangeRequest
    output: SubmitContainerStateChangeResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation SubmitTaskStateChange {
    input: SubmitTaskStateChangeRequest
    output: SubmitTaskStateChangeResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation TagResource {
    input: TagResourceRequest
    output: TagResourceResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        ResourceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    output: UntagResourceResponse
    errors: [
        AccessDeniedException
        ResourceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation UpdateCapacityProvider {
    input: UpdateCapacityProviderRequest
    output: UpdateCapacityProviderResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation UpdateCluster {
    input: UpdateClusterRequest
    output: UpdateClusterResponse
    errors: [
        AccessDeniedException
        NamespaceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation UpdateClusterSettings {
    input: UpdateClusterSettingsRequest
    output: UpdateClusterSettingsResponse
    errors: [
        AccessDeniedException
        ServerException
        UpdateInProgressException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation UpdateContainerAgent {
    input: UpdateContainerAgentRequest
    output: UpdateContainerAgentResponse
    errors: [
        AccessDeniedException
        NoUpdateAvailableException
        MissingVersionException
        ServerException
        UpdateInProgressException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation UpdateContainerInstancesState {
    input: UpdateContainerInstancesStateRequest
    output: UpdateContainerInstancesStateResponse
    errors: [
        AccessDeniedException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
    ]
}

operation UpdateDaemon {
    input: UpdateDaemonRequest
    output: UpdateDaemonResponse
    errors: [
        AccessDeniedException
        DaemonNotFoundException
        PlatformUnknownException
        DaemonNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation UpdateExpressGatewayService {
    input: UpdateExpressGatewayServiceRequest
    output: UpdateExpressGatewayServiceResponse
    errors: [
        AccessDeniedException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation UpdateGateway {
    input: UpdateGatewayRequest
    output: UpdateGatewayResponse
    errors: [
        AccessDeniedException
        ClientException
        GatewayNotFoundException
        InvalidParameterException
        ServerException
        UnsupportedFeatureException
    ]
}

operation UpdateService {
    input: UpdateServiceRequest
    output: UpdateServiceResponse
    errors: [
        AccessDeniedException
        PlatformUnknownException
        NamespaceNotFoundException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        PlatformTaskDefinitionIncompatibilityException
        UnsupportedFeatureException
    ]
}

operation UpdateServicePrimaryTaskSet {
    input: UpdateServicePrimaryTaskSetRequest
    output: UpdateServicePrimaryTaskSetResponse
    errors: [
        AccessDeniedException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        TaskSetNotFoundException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation UpdateTaskProtection {
    input: UpdateTaskProtectionRequest
    output: UpdateTaskProtectionResponse
    errors: [
        AccessDeniedException
        ResourceNotFoundException
        ServerException
        InvalidParameterException
        ClientException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

operation UpdateTaskSet {
    input: UpdateTaskSetRequest
    output: UpdateTaskSetResponse
    errors: [
        AccessDeniedException
        LimitExceededException
        ServiceNotActiveException
        ServerException
        InvalidParameterException
        TaskSetNotFoundException
        ClientException
        ServiceNotFoundException
        ClusterNotFoundException
        UnsupportedFeatureException
    ]
}

// Structures

structure AcceleratorCountRequest {
    min: Integer
    max: Integer
}

structure AcceleratorTotalMemoryMiBRequest {
    min: Integer
    max: Integer
}

structure AdvancedConfiguration {
    alternateTargetGroupArn: String
    productionListenerRule: String
    testListenerRule: String
    roleArn: String
}

structure AssociateGatewayWithClusterRequest {
    @required
    gateway: String
    @required
    cluster: String
}

structure AssociateGatewayWithClusterResponse {
    gatewayArn: String
    clusterArn: String
    status: GatewayClusterAssociationStatus
}

structure Attachment {
    id: String
    type: String
    status: String
    details: AttachmentDetails
}

structure AttachmentStateChange {
    @required
    attachmentArn: String
    @required
    status: String
}

structure Attribute {
    @required
    name: String
    value: String
    targetType: TargetType
    targetId: String
}

structure AutoRepairConfiguration {
    actionsStatus: AutoRepairActionsStatus
}

structure AutoScalingGroupProvider {
    @required
    autoScalingGroupArn: String
    managedScaling: ManagedScaling
    managedTerminationProtection: ManagedTerminationProtection
    managedDraining: ManagedDraining
}

structure AutoScalingGroupProviderUpdate {
    managedScaling: ManagedScaling
    managedTerminationProtection: ManagedTerminationProtection
    managedDraining: ManagedDraining
}

structure AwsVpcConfiguration {
    @required
    subnets: StringList
    securityGroups: StringList
    assignPublicIp: AssignPublicIp
}

structure BaselineEbsBandwidthMbpsRequest {
    min: Integer
    max: Integer
}

structure CanaryConfiguration {
    canaryPercent: Double
    canaryBakeTimeInMinutes: Integer
}

structure CapacityProvider {
    capacityProviderArn: String
    name: String
    cluster: String
    status: CapacityProviderStatus
    autoScalingGroupProvider: AutoScalingGroupProvider
    managedInstancesProvider: ManagedInstancesProvider
    updateStatus: CapacityProviderUpdateStatus
    updateStatusReason: String
    tags: Tags
    type: CapacityProviderType
}

structure CapacityProviderStrategyItem {
    @required
    capacityProvider: String
    weight: CapacityProviderStrategyItemWeight = 0
    base: CapacityProviderStrategyItemBase = 0
}

structure CapacityReservationRequest {
    reservationGroupArn: String
    reservationPreference: CapacityReservationPreference
}

structure Cluster {
    clusterArn: String
    clusterName: String
    configuration: ClusterConfiguration
    status: String
    registeredContainerInstancesCount: Integer = 0
    runningTasksCount: Integer = 0
    pendingTasksCount: Integer = 0
    activeServicesCount: Integer = 0
    statistics: Statistics
    tags: Tags
    settings: ClusterSettings
    capacityProviders: StringList
    defaultCapacityProviderStrategy: CapacityProviderStrategy
    attachments: Attachments
    attachmentsStatus: String
    serviceConnectDefaults: ClusterServiceConnectDefaults
}

structure ClusterConfiguration {
    executeCommandConfiguration: ExecuteCommandConfiguration
    managedStorageConfiguration: ManagedStorageConfiguration
}

structure ClusterServiceConnectDefaults {
    namespace: String
}

structure ClusterServiceConnectDefaultsRequest {
    @required
    namespace: String
}

structure ClusterSetting {
    name: ClusterSettingName
    value: String
}

structure Container {
    containerArn: String
    taskArn: String
    name: String
    image: String
    imageDigest: String
    runtimeId: String
    lastStatus: String
    exitCode: Integer
    reason: String
    networkBindings: NetworkBindings
    networkInterfaces: NetworkInterfaces
    healthStatus: HealthStatus
    managedAgents: ManagedAgents
    cpu: String
    memory: String
    memoryReservation: String
    gpuIds: GpuIds
    gpuSharingStrategy: SharingStrategy
    neuronDeviceIds: StringList
}

structure ContainerDefinition {
    name: String
    image: String
    repositoryCredentials: RepositoryCredentials
    cpu: Integer = 0
    memory: Integer
    memoryReservation: Integer
    links: StringList
    portMappings: PortMappingList
    essential: Boolean
    restartPolicy: ContainerRestartPolicy
    entryPoint: StringList
    command: StringList
    environment: EnvironmentVariables
    environmentFiles: EnvironmentFiles
    mountPoints: MountPointList
    volumesFrom: VolumeFromList
    linuxParameters: LinuxParameters
    secrets: SecretList
    dependsOn: ContainerDependencies
    startTimeout: Integer
    stopTimeout: Integer
    versionConsistency: VersionConsistency
    hostname: String
    user: String
    workingDirectory: String
    disableNetworking: Boolean
    privileged: Boolean
    readonlyRootFilesystem: Boolean
    dnsServers: StringList
    dnsSearchDomains: StringList
    extraHosts: HostEntryList
    dockerSecurityOptions: StringList
    interactive: Boolean
    pseudoTerminal: Boolean
    dockerLabels: DockerLabelsMap
    ulimits: UlimitList
    logConfiguration: LogConfiguration
    healthCheck: HealthCheck
    systemControls: SystemControls
    resourceRequirements: ResourceRequirements
    firelensConfiguration: FirelensConfiguration
    credentialSpecs: StringList
}

structure ContainerDependency {
    @required
    containerName: String
    @required
    condition: ContainerCondition
}

structure ContainerImage {
    containerName: String
    imageDigest: String
    image: String
}

structure ContainerInstance {
    containerInstanceArn: String
    ec2InstanceId: String
    capacityProviderName: String
    version: Long = 0
    versionInfo: VersionInfo
    remainingResources: Resources
    registeredResources: Resources
    status: String
    statusReason: String
    agentConnected: Boolean = false
    runningTasksCount: Integer = 0
    pendingTasksCount: Integer = 0
    agentUpdateStatus: AgentUpdateStatus
    attributes: Attributes
    registeredAt: Timestamp
    attachments: Attachments
    tags: Tags
    healthStatus: ContainerInstanceHealthStatus
    gpuDevices: GpuDevices
}

structure ContainerInstanceHealthStatus {
    overallStatus: InstanceHealthCheckState
    details: InstanceHealthCheckResultList
}

structure ContainerOverride {
    name: String
    command: StringList
    environment: EnvironmentVariables
    environmentFiles: EnvironmentFiles
    cpu: Integer
    memory: Integer
    memoryReservation: Integer
    resourceRequirements: ResourceRequirements
}

structure ContainerRestartPolicy {
    @required
    enabled: Boolean
    ignoredExitCodes: IntegerList
    restartAttemptPeriod: Integer
}

structure ContainerStateChange {
    containerName: String
    imageDigest: String
    runtimeId: String
    exitCode: Integer
    networkBindings: NetworkBindings
    reason: String
    status: String
}

structure ContinueServiceDeploymentRequest {
    @required
    serviceDeploymentArn: String
    @required
    hookId: String
    action: DeploymentLifecycleHookAction
}

structure ContinueServiceDeploymentResponse {
    serviceDeploymentArn: String
}

structure CreateCapacityProviderRequest {
    @required
    name: String
    cluster: String
    autoScalingGroupProvider: AutoScalingGroupProvider
    managedInstancesProvider: CreateManagedInstancesProviderConfiguration
    tags: Tags
}

structure CreateCapacityProviderResponse {
    capacityProvider: CapacityProvider
}

structure CreateClusterRequest {
    clusterName: String
    tags: Tags
    settings: ClusterSettings
    configuration: ClusterConfiguration
    capacityProviders: StringList
    defaultCapacityProviderStrategy: CapacityProviderStrategy
    serviceConnectDefaults: ClusterServiceConnectDefaultsRequest
}

structure CreateClusterResponse {
    cluster: Cluster
}

structure CreateDaemonRequest {
    @required
    daemonName: String
    clusterArn: String
    @required
    daemonTaskDefinitionArn: String
    @required
    capacityProviderArns: StringList
    deploymentConfiguration: DaemonDeploymentConfiguration
    tags: Tags
    propagateTags: DaemonPropagateTags
    enableECSManagedTags: Boolean = false
    enableExecuteCommand: Boolean = false
    clientToken: String
    critical: Boolean
}

structure CreateDaemonResponse {
    daemonArn: String
    status: DaemonStatus
    createdAt: Timestamp
    deploymentArn: String
}

structure CreateExpressGatewayServiceRequest {
    executionRoleArn: String
    @required
    infrastructureRoleArn: String
    serviceName: String
    cluster: String
    healthCheckPath: String
    primaryContainer: ExpressGatewayContainer
    taskRoleArn: String
    networkConfiguration: ExpressGatewayServiceNetworkConfiguration
    cpu: String
    memory: String
    scalingTarget: ExpressGatewayScalingTarget
    tags: Tags
    cpuArchitecture: ExpressCpuArchitecture
    taskDefinitionArn: String
}

structure CreateExpressGatewayServiceResponse {
    service: ECSExpressGatewayService
}

structure CreateGatewayRequest {
    @required
    name: String
    @required
    infrastructureRoleArn: String
    @idempotencyToken
    clientToken: String
    deletionProtection: Boolean
    @required
    configuration: GatewayConfiguration
    tags: Tags
    propagateTags: PropagateGatewayTags
}

structure CreateGatewayResponse {
    gatewayArn: String
    name: String
    status: GatewayStatus
}

structure CreateManagedInstancesProviderConfiguration {
    @required
    infrastructureRoleArn: String
    @required
    instanceLaunchTemplate: InstanceLaunchTemplate
    propagateTags: PropagateMITags
    infrastructureOptimization: InfrastructureOptimization
    autoRepairConfiguration: AutoRepairConfiguration
}

structure CreateServiceRequest {
    cluster: String
    @required
    serviceName: String
    taskDefinition: String
    availabilityZoneRebalancing: AvailabilityZoneRebalancing
    loadBalancers: LoadBalancers
    serviceRegistries: ServiceRegistries
    desiredCount: Integer
    clientToken: String
    launchType: LaunchType
    capacityProviderStrategy: CapacityProviderStrategy
    platformVersion: String
    role: String
    deploymentConfiguration: DeploymentConfiguration
    placementConstraints: PlacementConstraints
    placementStrategy: PlacementStrategies
    networkConfiguration: NetworkConfiguration
    healthCheckGracePeriodSeconds: Integer
    schedulingStrategy: SchedulingStrategy
    deploymentController: DeploymentController
    tags: Tags
    enableECSManagedTags: Boolean = false
    propagateTags: PropagateTags
    enableExecuteCommand: Boolean = false
    serviceConnectConfiguration: ServiceConnectConfiguration
    volumeConfigurations: ServiceVolumeConfigurations
    vpcLatticeConfigurations: VpcLatticeConfigurations
    gatewayConnectors: GatewayConnectorList
    monitoring: MonitoringConfiguration
}

structure CreateServiceResponse {
    service: Service
}

structure CreateTaskSetRequest {
    @required
    service: String
    @required
    cluster: String
    externalId: String
    @required
    taskDefinition: String
    networkConfiguration: NetworkConfiguration
    loadBalancers: LoadBalancers
    serviceRegistries: ServiceRegistries
    launchType: LaunchType
    capacityProviderStrategy: CapacityProviderStrategy
    platformVersion: String
    scale: Scale
    clientToken: String
    tags: Tags
}

structure CreateTaskSetResponse {
    taskSet: TaskSet
}

structure CreatedAt {
    before: Timestamp
    after: Timestamp
}

structure DaemonAlarmConfiguration {
    alarmNames: StringList
    enable: Boolean = false
}

structure DaemonCapacityProvider {
    arn: String
    runningCount: Integer = 0
    withoutDaemonCount: Integer
}

structure DaemonCircuitBreaker {
    failureCount: Integer = 0
    status: DaemonDeploymentRollbackMonitorsStatus
    threshold: Integer = 0
}

structure DaemonContainerDefinition {
    name: String
    @required
    image: String
    memory: Integer
    memoryReservation: Integer
    repositoryCredentials: RepositoryCredentials
    healthCheck: HealthCheck
    cpu: Integer = 0
    essential: Boolean
    entryPoint: StringList
    command: StringList
    workingDirectory: String
    environmentFiles: EnvironmentFiles
    environment: EnvironmentVariables
    secrets: SecretList
    readonlyRootFilesystem: Boolean
    mountPoints: MountPointList
    logConfiguration: LogConfiguration
    firelensConfiguration: FirelensConfiguration
    privileged: Boolean
    user: String
    ulimits: UlimitList
    linuxParameters: DaemonLinuxParameters
    dependsOn: ContainerDependencies
    startTimeout: Integer
    stopTimeout: Integer
    systemControls: SystemControls
    interactive: Boolean
    pseudoTerminal: Boolean
    restartPolicy: ContainerRestartPolicy
}

structure DaemonContainerImage {
    containerName: String
    imageDigest: String
    image: String
}

structure DaemonDeployment {
    daemonDeploymentArn: String
    clusterArn: String
    status: DaemonDeploymentStatus
    statusReason: String
    targetDaemonRevision: DaemonDeploymentRevisionDetail
    sourceDaemonRevisions: DaemonDeploymentRevisionDetailList
    circuitBreaker: DaemonCircuitBreaker
    alarms: DaemonDeploymentAlarms
    rollback: DaemonRollback
    deploymentConfiguration: DaemonDeploymentConfiguration
    createdAt: Timestamp
    startedAt: Timestamp
    stoppedAt: Timestamp
    finishedAt: Timestamp
}

structure DaemonDeploymentAlarms {
    status: DaemonDeploymentRollbackMonitorsStatus
    alarmNames: StringList
    triggeredAlarmNames: StringList
}

structure DaemonDeploymentCapacityProvider {
    arn: String
    runningInstanceCount: Integer
    drainingInstanceCount: Integer
    withoutDaemonInstanceCount: Integer
}

structure DaemonDeploymentConfiguration {
    drainPercent: DaemonDrainPercent
    alarms: DaemonAlarmConfiguration
    bakeTimeInMinutes: Integer = 0
}

structure DaemonDeploymentRevisionDetail {
    arn: String
    capacityProviders: DaemonDeploymentCapacityProviderList
    totalRunningInstanceCount: Integer
    totalDrainingInstanceCount: Integer
    totalWithoutDaemonInstanceCount: Integer
}

structure DaemonDeploymentSummary {
    daemonDeploymentArn: String
    daemonArn: String
    clusterArn: String
    status: DaemonDeploymentStatus
    statusReason: String
    targetDaemonRevisionArn: String
    createdAt: Timestamp
    startedAt: Timestamp
    stoppedAt: Timestamp
    finishedAt: Timestamp
}

structure DaemonDetail {
    daemonArn: String
    clusterArn: String
    status: DaemonStatus
    currentRevisions: DaemonRevisionDetailList
    deploymentArn: String
    createdAt: Timestamp
    updatedAt: Timestamp
}

structure DaemonLinuxParameters {
    capabilities: KernelCapabilities
    devices: DevicesList
    initProcessEnabled: Boolean
    tmpfs: TmpfsList
}

structure DaemonRevision {
    daemonRevisionArn: String
    clusterArn: String
    daemonArn: String
    daemonTaskDefinitionArn: String
    createdAt: Timestamp
    containerImages: DaemonContainerImages
    propagateTags: DaemonPropagateTags
    enableECSManagedTags: Boolean
    enableExecuteCommand: Boolean
    critical: Boolean
}

structure DaemonRevisionDetail {
    arn: String
    capacityProviders: DaemonCapacityProviderList
    totalRunningCount: Integer = 0
    totalWithoutDaemonCount: Integer
}

structure DaemonRollback {
    reason: String
    startedAt: Timestamp
    rollbackTargetDaemonRevisionArn: String
    rollbackCapacityProviders: StringList
}

structure DaemonSummary {
    daemonArn: String
    status: DaemonStatus
    createdAt: Timestamp
    updatedAt: Timestamp
}

structure DaemonTaskDefinition {
    daemonTaskDefinitionArn: String
    family: String
    revision: Integer = 0
    taskRoleArn: String
    executionRoleArn: String
    containerDefinitions: DaemonContainerDefinitionList
    volumes: DaemonVolumeList
    cpu: String
    memory: String
    status: DaemonTaskDefinitionStatus
    registeredAt: Timestamp
    deleteRequestedAt: Timestamp
    registeredBy: String
    ipcMode: DaemonIpcMode
    pidMode: DaemonPidMode
}

structure DaemonTaskDefinitionSummary {
    arn: String
    registeredAt: Timestamp
    registeredBy: String
    deleteRequestedAt: Timestamp
    status: DaemonTaskDefinitionStatus
}

structure DaemonVolume {
    name: String
    host: HostVolumeProperties
    logDriverVolumeConfiguration: LogDriverVolumeConfiguration
}

structure DeleteAccountSettingRequest {
    @required
    name: SettingName
    principalArn: String
}

structure DeleteAccountSettingResponse {
    setting: Setting
}

structure DeleteAttributesRequest {
    cluster: String
    @required
    attributes: Attributes
}

structure DeleteAttributesResponse {
    attributes: Attributes
}

structure DeleteCapacityProviderRequest {
    @required
    capacityProvider: String
    cluster: String
}

structure DeleteCapacityProviderResponse {
    capacityProvider: CapacityProvider
}

structure DeleteClusterRequest {
    @required
    cluster: String
}

structure DeleteClusterResponse {
    cluster: Cluster
}

structure DeleteDaemonRequest {
    @required
    daemonArn: String
}

structure DeleteDaemonResponse {
    daemonArn: String
    status: DaemonStatus
    createdAt: Timestamp
    updatedAt: Timestamp
    deploymentArn: String
}

structure DeleteDaemonTaskDefinitionRequest {
    @required
    daemonTaskDefinition: String
}

structure DeleteDaemonTaskDefinitionResponse {
    daemonTaskDefinitionArn: String
}

structure DeleteExpressGatewayServiceRequest {
    @required
    serviceArn: String
}

structure DeleteExpressGatewayServiceResponse {
    service: ECSExpressGatewayService
}

structure DeleteGatewayRequest {
    @required
    gateway: String
}

structure DeleteGatewayResponse {
    gatewayArn: String
    name: String
    status: GatewayStatus
}

structure DeleteServiceRequest {
    cluster: String
    @required
    service: String
    force: Boolean
}

structure DeleteServiceResponse {
    service: Service
}

structure DeleteTaskDefinitionsRequest {
    @required
    taskDefinitions: StringList
}

structure DeleteTaskDefinitionsResponse {
    taskDefinitions: TaskDefinitionList
    failures: Failures
}

structure DeleteTaskSetRequest {
    @required
    cluster: String
    @required
    service: String
    @required
    taskSet: String
    force: Boolean
}

structure DeleteTaskSetResponse {
    taskSet: TaskSet
}

structure Deployment {
    id: String
    status: String
    taskDefinition: String
    desiredCount: Integer = 0
    pendingCount: Integer = 0
    runningCount: Integer = 0
    failedTasks: Integer = 0
    createdAt: Timestamp
    updatedAt: Timestamp
    capacityProviderStrategy: CapacityProviderStrategy
    launchType: LaunchType
    platformVersion: String
    platformFamily: String
    networkConfiguration: NetworkConfiguration
    rolloutState: DeploymentRolloutState
    rolloutStateReason: String
    serviceConnectConfiguration: ServiceConnectConfiguration
    serviceConnectResources: ServiceConnectServiceResourceList
    volumeConfigurations: ServiceVolumeConfigurations
    fargateEphemeralStorage: DeploymentEphemeralStorage
    vpcLatticeConfigurations: VpcLatticeConfigurations
}

structure DeploymentAlarms {
    @required
    alarmNames: StringList
    @required
    rollback: Boolean = false
    @required
    enable: Boolean = false
}

structure DeploymentCircuitBreaker {
    @required
    enable: Boolean = false
    @required
    rollback: Boolean = false
    resetOnHealthyTask: Boolean
    thresholdConfiguration: ThresholdConfiguration
}

structure DeploymentConfiguration {
    deploymentCircuitBreaker: DeploymentCircuitBreaker
    maximumPercent: Integer
    minimumHealthyPercent: Integer
    alarms: DeploymentAlarms
    strategy: DeploymentStrategy
    bakeTimeInMinutes: Integer
    lifecycleHooks: DeploymentLifecycleHookList
    linearConfiguration: LinearConfiguration
    canaryConfiguration: CanaryConfiguration
    earlySuccessCriteria: DeploymentEarlySuccessCriteria
}

structure DeploymentController {
    @required
    type: DeploymentControllerType
}

structure DeploymentEarlySuccessCriteria {
    @required
    enable: Boolean
    healthyPercent: Integer
    sourceServiceRevisionCleanup: ServiceRevisionCleanup
}

structure DeploymentEphemeralStorage {
    kmsKeyId: String
}

structure DeploymentLifecycleHook {
    targetType: DeploymentLifecycleHookTargetType
    hookTargetArn: String
    roleArn: String
    lifecycleStages: DeploymentLifecycleHookStageList
    hookDetails: HookDetails
    timeoutConfiguration: DeploymentLifecycleHookTimeoutConfiguration
}

structure DeploymentLifecycleHookDetail {
    hookId: String
    targetType: DeploymentLifecycleHookTargetType
    targetArn: String
    status: DeploymentLifecycleHookStatus
    expiresAt: Timestamp
    timeoutAction: DeploymentLifecycleHookAction
}

structure DeploymentLifecycleHookTimeoutConfiguration {
    timeoutInMinutes: DeploymentLifecycleHookDuration
    action: DeploymentLifecycleHookAction
}

structure DeregisterContainerInstanceRequest {
    cluster: String
    @required
    containerInstance: String
    force: Boolean
}

structure DeregisterContainerInstanceResponse {
    containerInstance: ContainerInstance
}

structure DeregisterTaskDefinitionRequest {
    @required
    taskDefinition: String
}

structure DeregisterTaskDefinitionResponse {
    taskDefinition: TaskDefinition
}

structure DescribeCapacityProvidersRequest {
    capacityProviders: StringList
    cluster: String
    include: CapacityProviderFieldList
    maxResults: Integer
    nextToken: String
}

structure DescribeCapacityProvidersResponse {
    capacityProviders: CapacityProviders
    failures: Failures
    nextToken: String
}

structure DescribeClustersRequest {
    clusters: StringList
    include: ClusterFieldList
}

structure DescribeClustersResponse {
    clusters: Clusters
    failures: Failures
}

structure DescribeContainerInstancesRequest {
    cluster: String
    @required
    containerInstances: StringList
    include: ContainerInstanceFieldList
}

structure DescribeContainerInstancesResponse {
    containerInstances: ContainerInstances
    failures: Failures
}

structure DescribeDaemonDeploymentsRequest {
    @required
    daemonDeploymentArns: StringList
}

structure DescribeDaemonDeploymentsResponse {
    failures: Failures
    daemonDeployments: DaemonDeploymentList
}

structure DescribeDaemonRequest {
    @required
    daemonArn: String
}

structure DescribeDaemonResponse {
    daemon: DaemonDetail
}

structure DescribeDaemonRevisionsRequest {
    @required
    daemonRevisionArns: StringList
}

structure DescribeDaemonRevisionsResponse {
    daemonRevisions: DaemonRevisions
    failures: Failures
}

structure DescribeDaemonTaskDefinitionRequest {
    @required
    daemonTaskDefinition: String
}

structure DescribeDaemonTaskDefinitionResponse {
    daemonTaskDefinition: DaemonTaskDefinition
}

structure DescribeExpressGatewayServiceRequest {
    @required
    serviceArn: String
    include: ExpressGatewayServiceIncludeList
}

structure DescribeExpressGatewayServiceResponse {
    service: ECSExpressGatewayService
}

structure DescribeGatewayAlbConfiguration {
    networkConfiguration: GatewayElbNetworkConfiguration
    scheme: GatewayElbScheme
    accessLogs: GatewayElbAccessLogConfiguration
    webACLArn: String
    port: Integer
    protocol: GatewayAlbProtocol
    maxAlbCount: Integer
    currentAlbCount: Integer
    httpDesync: GatewayAlbDesyncMitigationMode
    testTrafficRules: GatewayAlbTestTrafficRules
}

union DescribeGatewayConfiguration {
    hostSharedAlb: DescribeGatewayAlbConfiguration
}

structure DescribeGatewayRequest {
    @required
    gateway: String
}

structure DescribeGatewayResourcesRequest {
    @required
    gateway: String
    maxResults: Integer
    nextToken: String
}

structure DescribeGatewayResourcesResponse {
    gatewayResources: GatewayResources
    nextToken: String
}

structure DescribeGatewayResponse {
    gateway: Gateway
}

structure DescribeGatewayRouteRequest {
    @required
    gatewayRouteArn: String
}

structure DescribeGatewayRouteResponse {
    gatewayRoute: GatewayRoute
}

structure DescribeServiceDeploymentsRequest {
    @required
    serviceDeploymentArns: StringList
}

structure DescribeServiceDeploymentsResponse {
    serviceDeployments: ServiceDeployments
    failures: Failures
}

structure DescribeServiceRevisionsRequest {
    @required
    serviceRevisionArns: StringList
}

structure DescribeServiceRevisionsResponse {
    serviceRevisions: ServiceRevisions
    failures: Failures
}

structure DescribeServicesRequest {
    cluster: String
    @required
    services: StringList
    include: ServiceFieldList
}

structure DescribeServicesResponse {
    services: Services
    failures: Failures
}

structure DescribeTaskDefinitionRequest {
    @required
    taskDefinition: String
    include: TaskDefinitionFieldList
}

structure DescribeTaskDefinitionResponse {
    taskDefinition: TaskDefinition
    tags: Tags
}

structure DescribeTaskSetsRequest {
    @required
    cluster: String
    @required
    service: String
    taskSets: StringList
    include: TaskSetFieldList
}

structure DescribeTaskSetsResponse {
    taskSets: TaskSets
    failures: Failures
}

structure DescribeTasksRequest {
    cluster: String
    @required
    tasks: StringList
    include: TaskFieldList
}

structure DescribeTasksResponse {
    tasks: Tasks
    failures: Failures
}

structure Device {
    @required
    hostPath: String
    containerPath: String
    permissions: DeviceCgroupPermissions
}

structure DisassociateGatewayFromClusterRequest {
    @required
    gateway: String
    @required
    cluster: String
}

structure DisassociateGatewayFromClusterResponse {
    gatewayArn: String
    clusterArn: String
    status: GatewayClusterAssociationStatus
}

structure DiscoverPollEndpointRequest {
    containerInstance: String
    cluster: String
}

structure DiscoverPollEndpointResponse {
    endpoint: String
    telemetryEndpoint: String
    serviceConnectEndpoint: String
}

structure DockerVolumeConfiguration {
    scope: Scope
    autoprovision: Boolean
    driver: String
    driverOpts: StringMap
    labels: StringMap
}

structure EBSTagSpecification {
    @required
    resourceType: EBSResourceType
    tags: Tags
    propagateTags: PropagateTags
}

structure ECSExpressGatewayService {
    cluster: String
    serviceName: String
    serviceArn: String
    infrastructureRoleArn: String
    status: ExpressGatewayServiceStatus
    currentDeployment: String
    activeConfigurations: ExpressGatewayServiceConfigurations
    tags: Tags
    createdAt: Timestamp
    updatedAt: Timestamp
}

structure ECSManagedResources {
    ingressPaths: ManagedIngressPaths
    autoScaling: ManagedAutoScaling
    metricAlarms: ManagedMetricAlarms
    serviceSecurityGroups: ManagedSecurityGroups
    logGroups: ManagedLogGroups
    gatewayConnections: GatewayConnectionList
}

structure EFSAuthorizationConfig {
    accessPointId: String
    iam: EFSAuthorizationConfigIAM
}

structure EFSVolumeConfiguration {
    @required
    fileSystemId: String
    rootDirectory: String
    transitEncryption: EFSTransitEncryption
    transitEncryptionPort: Integer
    authorizationConfig: EFSAuthorizationConfig
}

structure ElbGatewayResources {
    loadBalancerArn: String
    listenerArn: String
    securityGroup: String
    gatewayRouteArns: StringList
}

structure EnvironmentFile {
    @required
    value: String
    @required
    type: EnvironmentFileType
}

structure EphemeralStorage {
    @required
    sizeInGiB: Integer = 0
}

structure ExecuteCommandConfiguration {
    kmsKeyId: String
    logging: ExecuteCommandLogging
    logConfiguration: ExecuteCommandLogConfiguration
}

structure ExecuteCommandLogConfiguration {
    cloudWatchLogGroupName: String
    cloudWatchEncryptionEnabled: Boolean = false
    s3BucketName: String
    s3EncryptionEnabled: Boolean = false
    s3KeyPrefix: String
}

structure ExecuteCommandRequest {
    cluster: String
    container: String
    @required
    command: String
    @required
    interactive: Boolean = false
    @required
    task: String
}

structure ExecuteCommandResponse {
    clusterArn: String
    containerArn: String
    containerName: String
    interactive: Boolean = false
    session: Session
    taskArn: String
}

structure ExpressGatewayContainer {
    @required
    image: String
    containerPort: Integer
    awsLogsConfiguration: ExpressGatewayServiceAwsLogsConfiguration
    repositoryCredentials: ExpressGatewayRepositoryCredentials
    command: StringList
    environment: EnvironmentVariables
    secrets: SecretList
}

structure ExpressGatewayRepositoryCredentials {
    credentialsParameter: String
}

structure ExpressGatewayScalingTarget {
    minTaskCount: Integer
    maxTaskCount: Integer
    autoScalingMetric: ExpressGatewayServiceScalingMetric
    autoScalingTargetValue: Integer
}

structure ExpressGatewayServiceAwsLogsConfiguration {
    @required
    logGroup: String
    @required
    logStreamPrefix: String
}

structure ExpressGatewayServiceConfiguration {
    serviceRevisionArn: String
    executionRoleArn: String
    taskRoleArn: String
    cpu: String
    memory: String
    networkConfiguration: ExpressGatewayServiceNetworkConfiguration
    healthCheckPath: String
    primaryContainer: ExpressGatewayContainer
    scalingTarget: ExpressGatewayScalingTarget
    ingressPaths: IngressPathSummaries
    createdAt: Timestamp
    cpuArchitecture: ExpressCpuArchitecture
    taskDefinitionArn: String
}

structure ExpressGatewayServiceNetworkConfiguration {
    securityGroups: StringList
    subnets: StringList
}

structure ExpressGatewayServiceStatus {
    statusCode: ExpressGatewayServiceStatusCode
    statusReason: String
}

structure FSxWindowsFileServerAuthorizationConfig {
    @required
    credentialsParameter: String
    @required
    domain: String
}

structure FSxWindowsFileServerVolumeConfiguration {
    @required
    fileSystemId: String
    @required
    rootDirectory: String
    @required
    authorizationConfig: FSxWindowsFileServerAuthorizationConfig
}

structure Failure {
    arn: String
    reason: String
    detail: String
}

structure FirelensConfiguration {
    @required
    type: FirelensConfigurationType
    options: FirelensConfigurationOptionsMap
}

structure Gateway {
    gatewayArn: String
    name: String
    status: GatewayStatus
    statusReason: String
    failures: GatewayResourceFailureList
    infrastructureRoleArn: String
    deletionProtection: Boolean
    configuration: DescribeGatewayConfiguration
    accessType: AccessType
    propagateTags: PropagateGatewayTags
    tags: Tags
    createdAt: Timestamp
    updatedAt: Timestamp
}

structure GatewayAlbTestTrafficRules {
    header: GatewayTestTrafficHeader
}

structure GatewayClusterAssociationSummary {
    gatewayArn: String
    clusterArn: String
    status: GatewayClusterAssociationStatus
}

union GatewayConfiguration {
    hostSharedAlb: HostSharedAlbConfiguration
}

structure GatewayConnection {
    gatewayArn: String
    gatewayRouteArn: String
    portName: String
    serviceUrl: String
    accessType: AccessType
    status: GatewayRouteStatus
    resources: GatewayConnectionResources
}

structure GatewayConnectionAlbResources {
    acmCertificateArn: String
    loadBalancerArn: String
    loadBalancerSecurityGroupArns: StringList
    listenerArn: String
    listenerRuleArn: String
    testListenerRuleArn: String
    targetGroupArn: String
    alternateTargetGroupArn: String
}

union GatewayConnectionResources {
    hostSharedAlb: GatewayConnectionAlbResourcesList
}

structure GatewayConnector {
    @required
    portName: String
    healthCheck: GatewayConnectorHealthCheck
    filters: GatewayConnectorFilters
}

structure GatewayConnectorFilters {
    accessTypes: AccessTypeList
}

structure GatewayConnectorHealthCheck {
    healthCheckProtocol: GatewayConnectorHealthCheckProtocol
    healthCheckPort: Integer
    healthCheckPath: String
    healthCheckTimeoutSeconds: Integer
    healthCheckIntervalSeconds: Integer
    healthyThresholdCount: Integer
    unhealthyThresholdCount: Integer
    matcher: GatewayConnectorHealthCheckMatcher
}

structure GatewayConnectorHealthCheckMatcher {
    httpCode: String
    grpcCode: String
}

structure GatewayElbAccessLogConfiguration {
    destination: GatewayElbAccessLogDestination
}

union GatewayElbAccessLogDestination {
    s3: GatewayElbAccessLogS3Destination
}

structure GatewayElbAccessLogS3Destination {
    @required
    bucket: String
    prefix: String
}

structure GatewayElbNetworkConfiguration {
    inboundSecurityGroup: String
    subnets: StringList
    ipAddressType: GatewayElbIpAddressType
}

union GatewayInfrastructureResources {
    hostSharedAlb: ElbGatewayResourcesList
}

structure GatewayOperationError {
    operation: String
    code: String
    message: String
}

structure GatewayResourceFailure {
    arn: String
    errors: GatewayOperationErrorList
}

structure GatewayResources {
    gatewayArn: String
    resources: GatewayInfrastructureResources
}

structure GatewayRoute {
    gatewayRouteArn: String
    serviceArn: String
    serviceContainerPortName: String
    status: GatewayRouteStatus
    serviceUrl: String
    resources: GatewayRouteResources
}

structure GatewayRouteAlbResources {
    acmCertificateArn: String
    loadBalancerArn: String
    listenerArn: String
    listenerRuleArn: String
    testListenerRuleArns: StringList
    loadBalancerSecurityGroups: GatewayRouteLoadBalancerSecurityGroupList
    serviceSecurityGroupArn: String
}

structure GatewayRouteLoadBalancerSecurityGroup {
    arn: String
    ruleArns: StringList
}

union GatewayRouteResources {
    hostSharedAlb: GatewayRouteAlbResourcesList
}

structure GatewayRouteSummary {
    gatewayRouteArn: String
    gatewayArn: String
    clusterArn: String
    serviceArn: String
    serviceContainerPortName: String
    status: GatewayRouteStatus
}

structure GatewaySummary {
    gatewayArn: String
    name: String
    status: GatewayStatus
    createdAt: Timestamp
}

structure GatewayTestTrafficHeader {
    @required
    name: String
    @required
    values: StringList
}

structure GetTaskProtectionRequest {
    @required
    cluster: String
    tasks: StringList
}

structure GetTaskProtectionResponse {
    protectedTasks: ProtectedTasks
    failures: Failures
}

structure GpuDevice {
    gpuId: String
    sharingMode: GpuSharingMode
    totalMemoryInMiB: Integer
    remainingMemoryInMiB: Integer
    containerCount: Integer
}

structure HealthCheck {
    @required
    command: StringList
    interval: Integer
    timeout: Integer
    retries: Integer
    startPeriod: Integer
}

structure HostEntry {
    @required
    hostname: String
    @required
    ipAddress: String
}

structure HostSharedAlbConfiguration {
    networkConfiguration: GatewayElbNetworkConfiguration
    scheme: GatewayElbScheme
    webACLArn: String
    accessLogs: GatewayElbAccessLogConfiguration
    port: Integer
    protocol: GatewayAlbProtocol
    maxAlbCount: Integer
    httpDesync: GatewayAlbDesyncMitigationMode
    testTrafficRules: GatewayAlbTestTrafficRules
}

structure HostVolumeProperties {
    sourcePath: String
}

structure InferenceAccelerator {
    @required
    deviceName: String
    @required
    deviceType: String
}

structure InferenceAcceleratorOverride {
    deviceName: String
    deviceType: String
}

structure InfrastructureOptimization {
    scaleInAfter: Integer
}

structure IngressPathSummary {
    @required
    accessType: AccessType
    @required
    endpoint: String
}

structure InstanceHealthCheckResult {
    type: InstanceHealthCheckType
    status: InstanceHealthCheckState
    statusReason: String
    lastUpdated: Timestamp
    lastStatusChange: Timestamp
}

structure InstanceLaunchTemplate {
    @required
    ec2InstanceProfileArn: String
    @required
    networkConfiguration: ManagedInstancesNetworkConfiguration
    storageConfiguration: ManagedInstancesStorageConfiguration
    localStorageConfiguration: ManagedInstancesLocalStorageConfiguration
    monitoring: ManagedInstancesMonitoringOptions
    capacityOptionType: CapacityOptionType
    instanceMetadataTagsPropagation: Boolean
    instanceRequirements: InstanceRequirementsRequest
    fipsEnabled: Boolean
    capacityReservations: CapacityReservationRequest
}

structure InstanceLaunchTemplateUpdate {
    ec2InstanceProfileArn: String
    networkConfiguration: ManagedInstancesNetworkConfiguration
    storageConfiguration: ManagedInstancesStorageConfiguration
    instanceMetadataTagsPropagation: Boolean
    localStorageConfiguration: ManagedInstancesLocalStorageConfiguration
    monitoring: ManagedInstancesMonitoringOptions
    instanceRequirements: InstanceRequirementsRequest
    capacityReservations: CapacityReservationRequest
}

structure InstanceRequirementsRequest {
    @required
    vCpuCount: VCpuCountRangeRequest
    @required
    memoryMiB: MemoryMiBRequest
    cpuManufacturers: CpuManufacturerSet
    memoryGiBPerVCpu: MemoryGiBPerVCpuRequest
    excludedInstanceTypes: ExcludedInstanceTypeSet
    instanceGenerations: InstanceGenerationSet
    spotMaxPricePercentageOverLowestPrice: Integer
    onDemandMaxPricePercentageOverLowestPrice: Integer
    bareMetal: BareMetal
    burstablePerformance: BurstablePerformance
    requireHibernateSupport: Boolean
    networkInterfaceCount: NetworkInterfaceCountRequest
    localStorage: LocalStorage
    localStorageTypes: LocalStorageTypeSet
    totalLocalStorageGB: TotalLocalStorageGBRequest
    baselineEbsBandwidthMbps: BaselineEbsBandwidthMbpsRequest
    acceleratorTypes: AcceleratorTypeSet
    acceleratorCount: AcceleratorCountRequest
    acceleratorManufacturers: AcceleratorManufacturerSet
    acceleratorNames: AcceleratorNameSet
    acceleratorTotalMemoryMiB: AcceleratorTotalMemoryMiBRequest
    networkBandwidthGbps: NetworkBandwidthGbpsRequest
    allowedInstanceTypes: AllowedInstanceTypeSet
    maxSpotPriceAsPercentageOfOptimalOnDemandPrice: Integer
}

structure KernelCapabilities {
    add: StringList
    drop: StringList
}

structure KeyValuePair {
    name: String
    value: String
}

structure LinearConfiguration {
    stepPercent: Double
    stepBakeTimeInMinutes: Integer
}

structure LinuxParameters {
    capabilities: KernelCapabilities
    devices: DevicesList
    initProcessEnabled: Boolean
    sharedMemorySize: Integer
    tmpfs: TmpfsList
    maxSwap: Integer
    swappiness: Integer
}

structure ListAccountSettingsRequest {
    name: SettingName
    value: String
    principalArn: String
    effectiveSettings: Boolean = false
    nextToken: String
    maxResults: Integer = 0
}

structure ListAccountSettingsResponse {
    settings: Settings
    nextToken: String
}

structure ListAttributesRequest {
    cluster: String
    @required
    targetType: TargetType
    attributeName: String
    attributeValue: String
    nextToken: String
    maxResults: Integer
}

structure ListAttributesResponse {
    attributes: Attributes
    nextToken: String
}

structure ListClustersRequest {
    nextToken: String
    maxResults: Integer
}

structure ListClustersResponse {
    clusterArns: StringList
    nextToken: String
}

structure ListContainerInstancesRequest {
    cluster: String
    filter: String
    nextToken: String
    maxResults: Integer
    status: ContainerInstanceStatus
}

structure ListContainerInstancesResponse {
    containerInstanceArns: StringList
    nextToken: String
}

structure ListDaemonDeploymentsRequest {
    @required
    daemonArn: String
    status: DaemonDeploymentStatusList
    createdAt: CreatedAt
    maxResults: Integer
    nextToken: String
}

structure ListDaemonDeploymentsResponse {
    nextToken: String
    daemonDeployments: DaemonDeploymentSummaryList
}

structure ListDaemonTaskDefinitionsRequest {
    familyPrefix: String
    family: String
    revision: DaemonTaskDefinitionRevisionFilter
    status: DaemonTaskDefinitionStatusFilter
    sort: SortOrder
    nextToken: String
    maxResults: Integer
}

structure ListDaemonTaskDefinitionsResponse {
    daemonTaskDefinitions: DaemonTaskDefinitionSummaries
    nextToken: String
}

structure ListDaemonsRequest {
    clusterArn: String
    capacityProviderArns: StringList
    maxResults: Integer
    nextToken: String
}

structure ListDaemonsResponse {
    daemonSummariesList: DaemonSummariesList
    nextToken: String
}

structure ListGatewayClusterAssociationsRequest {
    gateway: String
    cluster: String
    status: GatewayClusterAssociationStatusList
    maxResults: Integer
    nextToken: String
}

structure ListGatewayClusterAssociationsResponse {
    gatewayClusterAssociations: GatewayClusterAssociationSummaryList
    nextToken: String
}

structure ListGatewayRoutesRequest {
    gateway: String
    cluster: String
    service: String
    serviceContainerPortName: String
    status: GatewayRouteStatusList
    maxResults: Integer
    nextToken: String
}

structure ListGatewayRoutesResponse {
    gatewayRoutes: GatewayRouteSummaryList
    nextToken: String
}

structure ListGatewaysRequest {
    names: StringList
    status: GatewayStatusList
    maxResults: Integer
    nextToken: String
}

structure ListGatewaysResponse {
    gateways: GatewaySummaryList
    nextToken: String
}

structure ListServiceDeploymentsRequest {
    @required
    service: String
    cluster: String
    status: ServiceDeploymentStatusList
    createdAt: CreatedAt
    nextToken: String
    maxResults: Integer
}

structure ListServiceDeploymentsResponse {
    serviceDeployments: ServiceDeploymentsBrief
    nextToken: String
}

structure ListServicesByNamespaceRequest {
    @required
    namespace: String
    nextToken: String
    maxResults: Integer
}

structure ListServicesByNamespaceResponse {
    serviceArns: StringList
    nextToken: String
}

structure ListServicesRequest {
    cluster: String
    nextToken: String
    maxResults: Integer
    launchType: LaunchType
    schedulingStrategy: SchedulingStrategy
    resourceManagementType: ResourceManagementType
}

structure ListServicesResponse {
    serviceArns: StringList
    nextToken: String
}

structure ListTagsForResourceRequest {
    @required
    resourceArn: String
}

structure ListTagsForResourceResponse {
    tags: Tags
}

structure ListTaskDefinitionFamiliesRequest {
    familyPrefix: String
    status: TaskDefinitionFamilyStatus
    nextToken: String
    maxResults: Integer
}

structure ListTaskDefinitionFamiliesResponse {
    families: StringList
    nextToken: String
}

structure ListTaskDefinitionsRequest {
    familyPrefix: String
    status: TaskDefinitionStatus
    sort: SortOrder
    nextToken: String
    maxResults: Integer
}

structure ListTaskDefinitionsResponse {
    taskDefinitionArns: StringList
    nextToken: String
}

structure ListTasksRequest {
    cluster: String
    containerInstance: String
    family: String
    nextToken: String
    maxResults: Integer
    startedBy: String
    serviceName: String
    desiredStatus: DesiredStatus
    launchType: LaunchType
    daemonName: String
}

structure ListTasksResponse {
    taskArns: StringList
    nextToken: String
}

structure LoadBalancer {
    targetGroupArn: String
    loadBalancerName: String
    containerName: String
    containerPort: Integer
    advancedConfiguration: AdvancedConfiguration
}

structure LogConfiguration {
    @required
    logDriver: LogDriver
    options: LogConfigurationOptionsMap
    secretOptions: SecretList
}

structure LogDriverVolumeConfiguration {
    @required
    driver: LogDriver
}

structure ManagedAgent {
    lastStartedAt: Timestamp
    name: ManagedAgentName
    reason: String
    lastStatus: String
}

structure ManagedAgentStateChange {
    @required
    containerName: String
    @required
    managedAgentName: ManagedAgentName
    @required
    status: String
    reason: String
}

structure ManagedApplicationAutoScalingPolicy {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
    @required
    policyType: String
    @required
    targetValue: Double = 0
    @required
    metric: String
}

structure ManagedAutoScaling {
    scalableTarget: ManagedScalableTarget
    applicationAutoScalingPolicies: ManagedApplicationAutoScalingPolicies
}

structure ManagedCertificate {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
    @required
    domainName: String
}

structure ManagedIngressPath {
    @required
    accessType: AccessType
    @required
    endpoint: String
    loadBalancer: ManagedLoadBalancer
    loadBalancerSecurityGroups: ManagedSecurityGroups
    certificate: ManagedCertificate
    listener: ManagedListener
    rule: ManagedListenerRule
    targetGroups: ManagedTargetGroups
}

structure ManagedInstancesLocalStorageConfiguration {
    useLocalStorage: Boolean = false
}

structure ManagedInstancesNetworkConfiguration {
    subnets: StringList
    securityGroups: StringList
}

structure ManagedInstancesProvider {
    infrastructureRoleArn: String
    instanceLaunchTemplate: InstanceLaunchTemplate
    propagateTags: PropagateMITags
    infrastructureOptimization: InfrastructureOptimization
    autoRepairConfiguration: AutoRepairConfiguration
}

structure ManagedInstancesStorageConfiguration {
    storageSizeGiB: TaskVolumeStorageGiB
}

structure ManagedListener {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
}

structure ManagedListenerRule {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
}

structure ManagedLoadBalancer {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
    @required
    scheme: String
    subnetIds: StringList
    securityGroupIds: StringList
}

structure ManagedLogGroup {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
    @required
    logGroupName: String
}

structure ManagedMetricAlarm {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
}

structure ManagedScalableTarget {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
    @required
    minCapacity: Integer = 0
    @required
    maxCapacity: Integer = 0
}

structure ManagedScaling {
    status: ManagedScalingStatus
    targetCapacity: ManagedScalingTargetCapacity
    minimumScalingStepSize: ManagedScalingStepSize
    maximumScalingStepSize: ManagedScalingStepSize
    instanceWarmupPeriod: ManagedScalingInstanceWarmupPeriod
}

structure ManagedSecurityGroup {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
}

structure ManagedStorageConfiguration {
    kmsKeyId: String
    fargateEphemeralStorageKmsKeyId: String
}

structure ManagedTargetGroup {
    arn: String
    @required
    status: ManagedResourceStatus
    statusReason: String
    @required
    updatedAt: Timestamp
    @required
    healthCheckPath: String
    @required
    healthCheckPort: Integer = 0
    @required
    port: Integer = 0
}

structure MemoryGiBPerVCpuRequest {
    min: Double
    max: Double
}

structure MemoryMiBRequest {
    @required
    min: Integer
    max: Integer
}

structure MetricConfiguration {
    @required
    metricNames: StringList
    @required
    resolutionSeconds: Integer
}

structure MonitoringConfiguration {
    metricConfigurations: MetricConfigurationList
}

structure MountPoint {
    sourceVolume: String
    containerPath: String
    readOnly: Boolean
}

structure NetworkBandwidthGbpsRequest {
    min: Double
    max: Double
}

structure NetworkBinding {
    bindIP: String
    containerPort: Integer
    hostPort: Integer
    protocol: TransportProtocol
    containerPortRange: String
    hostPortRange: String
}

structure NetworkConfiguration {
    awsvpcConfiguration: AwsVpcConfiguration
}

structure NetworkInterface {
    attachmentId: String
    privateIpv4Address: String
    ipv6Address: String
}

structure NetworkInterfaceCountRequest {
    min: Integer
    max: Integer
}

structure NvidiaMpsAllocation {
    @required
    memory: Integer
    maxComputePercent: Integer
}

structure PlacementConstraint {
    type: PlacementConstraintType
    expression: String
}

structure PlacementStrategy {
    type: PlacementStrategyType
    field: String
}

structure PlatformDevice {
    @required
    id: String
    @required
    type: PlatformDeviceType
}

structure PortMapping {
    containerPort: Integer
    hostPort: Integer
    protocol: TransportProtocol
    name: String
    appProtocol: ApplicationProtocol
    containerPortRange: String
}

structure ProtectedTask {
    taskArn: String
    protectionEnabled: Boolean = false
    expirationDate: Timestamp
}

structure ProxyConfiguration {
    type: ProxyConfigurationType
    @required
    containerName: String
    properties: ProxyConfigurationProperties
}

structure PutAccountSettingDefaultRequest {
    @required
    name: SettingName
    @required
    value: String
}

structure PutAccountSettingDefaultResponse {
    setting: Setting
}

structure PutAccountSettingRequest {
    @required
    name: SettingName
    @required
    value: String
    principalArn: String
}

structure PutAccountSettingResponse {
    setting: Setting
}

structure PutAttributesRequest {
    cluster: String
    @required
    attributes: Attributes
}

structure PutAttributesResponse {
    attributes: Attributes
}

structure PutClusterCapacityProvidersRequest {
    @required
    cluster: String
    @required
    capacityProviders: StringList
    @required
    defaultCapacityProviderStrategy: CapacityProviderStrategy
}

structure PutClusterCapacityProvidersResponse {
    cluster: Cluster
}

structure RegisterContainerInstanceRequest {
    cluster: String
    /// Sent by agents, so that a repeated registration does not make a second instance.
    clientToken: String
    instanceIdentityDocument: String
    instanceIdentityDocumentSignature: String
    totalResources: Resources
    versionInfo: VersionInfo
    containerInstanceArn: String
    attributes: Attributes
    platformDevices: PlatformDevices
    tags: Tags
}

structure RegisterContainerInstanceResponse {
    containerInstance: ContainerInstance
}

structure RegisterDaemonTaskDefinitionRequest {
    @required
    family: String
    taskRoleArn: String
    executionRoleArn: String
    @required
    containerDefinitions: DaemonContainerDefinitionList
    cpu: String
    memory: String
    volumes: DaemonVolumeList
    tags: Tags
    ipcMode: DaemonIpcMode
    pidMode: DaemonPidMode
}

structure RegisterDaemonTaskDefinitionResponse {
    daemonTaskDefinitionArn: String
}

structure RegisterTaskDefinitionRequest {
    @required
    family: String
    taskRoleArn: String
    executionRoleArn: String
    networkMode: NetworkMode
    @required
    containerDefinitions: ContainerDefinitions
    volumes: VolumeList
    placementConstraints: TaskDefinitionPlacementConstraints
    requiresCompatibilities: CompatibilityList
    cpu: String
    memory: String
    tags: Tags
    pidMode: PidMode
    ipcMode: IpcMode
    proxyConfiguration: ProxyConfiguration
    inferenceAccelerators: InferenceAccelerators
    ephemeralStorage: EphemeralStorage
    runtimePlatform: RuntimePlatform
    enableFaultInjection: Boolean
}

structure RegisterTaskDefinitionResponse {
    taskDefinition: TaskDefinition
    tags: Tags
}

@sensitive
structure RepositoryCredentials {
    @required
    credentialsParameter: String
}

structure ResolvedConfiguration {
    loadBalancers: ServiceRevisionLoadBalancers
    vpcLatticeConfigurations: ServiceRevisionVpcLatticeConfigurations
}

structure Resource {
    name: String
    type: String
    doubleValue: Double = 0
    longValue: Long = 0
    integerValue: Integer = 0
    stringSetValue: StringList
}

structure ResourceRequirement {
    value: String
    @required
    type: ResourceType
    sharingStrategy: SharingStrategy
}

structure Rollback {
    reason: String
    startedAt: Timestamp
    serviceRevisionArn: String
}

structure RunTaskRequest {
    capacityProviderStrategy: CapacityProviderStrategy
    cluster: String
    count: Integer
    enableECSManagedTags: Boolean = false
    enableExecuteCommand: Boolean = false
    group: String
    launchType: LaunchType
    networkConfiguration: NetworkConfiguration
    overrides: TaskOverride
    placementConstraints: PlacementConstraints
    placementStrategy: PlacementStrategies
    platformVersion: String
    propagateTags: PropagateTags
    referenceId: String
    startedBy: String
    tags: Tags
    @required
    taskDefinition: String
    @idempotencyToken
    clientToken: String
    volumeConfigurations: TaskVolumeConfigurations
}

structure RunTaskResponse {
    tasks: Tasks
    failures: Failures
}

structure RuntimePlatform {
    cpuArchitecture: CPUArchitecture
    operatingSystemFamily: OSFamily
}

structure RuntimePlatformOverride {
    cpuArchitecture: String
}

structure S3FilesVolumeConfiguration {
    @required
    fileSystemArn: String
    rootDirectory: String
    transitEncryptionPort: Integer
    accessPointArn: String
}

structure Scale {
    value: Double = 0
    unit: ScaleUnit
}

structure Secret {
    @required
    name: String
    @required
    valueFrom: String
}

structure Service {
    serviceArn: String
    serviceName: String
    clusterArn: String
    loadBalancers: LoadBalancers
    serviceRegistries: ServiceRegistries
    status: String
    desiredCount: Integer = 0
    runningCount: Integer = 0
    pendingCount: Integer = 0
    launchType: LaunchType
    capacityProviderStrategy: CapacityProviderStrategy
    platformVersion: String
    platformFamily: String
    taskDefinition: String
    deploymentConfiguration: DeploymentConfiguration
    taskSets: TaskSets
    deployments: Deployments
    roleArn: String
    events: ServiceEvents
    createdAt: Timestamp
    currentServiceDeployment: String
    currentServiceRevisions: ServiceCurrentRevisionSummaryList
    placementConstraints: PlacementConstraints
    placementStrategy: PlacementStrategies
    networkConfiguration: NetworkConfiguration
    healthCheckGracePeriodSeconds: Integer
    schedulingStrategy: SchedulingStrategy
    deploymentController: DeploymentController
    tags: Tags
    createdBy: String
    enableECSManagedTags: Boolean = false
    propagateTags: PropagateTags
    enableExecuteCommand: Boolean = false
    availabilityZoneRebalancing: AvailabilityZoneRebalancing
    resourceManagementType: ResourceManagementType
}

structure ServiceConnectAccessLogConfiguration {
    @required
    format: ServiceConnectAccessLoggingFormat
    includeQueryParameters: ServiceConnectIncludeQueryParameters
}

structure ServiceConnectClientAlias {
    @required
    port: PortNumber
    dnsName: String
    testTrafficRules: ServiceConnectTestTrafficRules
}

structure ServiceConnectConfiguration {
    @required
    enabled: Boolean = false
    namespace: String
    services: ServiceConnectServiceList
    logConfiguration: LogConfiguration
    accessLogConfiguration: ServiceConnectAccessLogConfiguration
    containerConfigurations: ServiceConnectContainerConfigurations
}

union ServiceConnectContainerConfiguration {
    logLevel: ServiceConnectContainerLogLevel
}

structure ServiceConnectService {
    @required
    portName: String
    discoveryName: String
    clientAliases: ServiceConnectClientAliasList
    ingressPortOverride: PortNumber
    timeout: TimeoutConfiguration
    tls: ServiceConnectTlsConfiguration
}

structure ServiceConnectServiceResource {
    discoveryName: String
    discoveryArn: String
}

structure ServiceConnectTestTrafficHeaderMatchRules {
    @required
    exact: String
}

structure ServiceConnectTestTrafficHeaderRules {
    @required
    name: String
    value: ServiceConnectTestTrafficHeaderMatchRules
}

structure ServiceConnectTestTrafficRules {
    @required
    header: ServiceConnectTestTrafficHeaderRules
}

structure ServiceConnectTlsCertificateAuthority {
    awsPcaAuthorityArn: String
}

structure ServiceConnectTlsConfiguration {
    @required
    issuerCertificateAuthority: ServiceConnectTlsCertificateAuthority
    kmsKey: String
    roleArn: String
}

structure ServiceCurrentRevisionSummary {
    arn: String
    requestedTaskCount: Integer = 0
    runningTaskCount: Integer = 0
    pendingTaskCount: Integer = 0
}

structure ServiceDeployment {
    serviceDeploymentArn: String
    serviceArn: String
    clusterArn: String
    createdAt: Timestamp
    startedAt: Timestamp
    finishedAt: Timestamp
    stoppedAt: Timestamp
    updatedAt: Timestamp
    sourceServiceRevisions: ServiceRevisionsSummaryList
    targetServiceRevision: ServiceRevisionSummary
    status: ServiceDeploymentStatus
    statusReason: String
    lifecycleStage: ServiceDeploymentLifecycleStage
    lifecycleHookDetails: DeploymentLifecycleHookDetailList
    deploymentConfiguration: DeploymentConfiguration
    rollback: Rollback
    deploymentCircuitBreaker: ServiceDeploymentCircuitBreaker
    alarms: ServiceDeploymentAlarms
}

structure ServiceDeploymentAlarms {
    status: ServiceDeploymentRollbackMonitorsStatus
    alarmNames: StringList
    triggeredAlarmNames: StringList
}

structure ServiceDeploymentBrief {
    serviceDeploymentArn: String
    serviceArn: String
    clusterArn: String
    startedAt: Timestamp
    createdAt: Timestamp
    finishedAt: Timestamp
    targetServiceRevisionArn: String
    status: ServiceDeploymentStatus
    statusReason: String
}

structure ServiceDeploymentCircuitBreaker {
    status: ServiceDeploymentRollbackMonitorsStatus
    failureCount: Integer = 0
    threshold: Integer = 0
}

structure ServiceEvent {
    id: String
    createdAt: Timestamp
    message: String
}

structure ServiceManagedEBSVolumeConfiguration {
    encrypted: Boolean
    kmsKeyId: String
    volumeType: String
    sizeInGiB: Integer
    snapshotId: String
    volumeInitializationRate: Integer
    iops: Integer
    throughput: Integer
    tagSpecifications: EBSTagSpecifications
    @required
    roleArn: String
    filesystemType: TaskFilesystemType
}

structure ServiceRegistry {
    registryArn: String
    port: Integer
    containerName: String
    containerPort: Integer
}

structure ServiceRevision {
    serviceRevisionArn: String
    serviceArn: String
    clusterArn: String
    taskDefinition: String
    capacityProviderStrategy: CapacityProviderStrategy
    launchType: LaunchType
    platformVersion: String
    platformFamily: String
    loadBalancers: LoadBalancers
    serviceRegistries: ServiceRegistries
    networkConfiguration: NetworkConfiguration
    containerImages: ContainerImages
    guardDutyEnabled: Boolean = false
    serviceConnectConfiguration: ServiceConnectConfiguration
    volumeConfigurations: ServiceVolumeConfigurations
    fargateEphemeralStorage: DeploymentEphemeralStorage
    createdAt: Timestamp
    vpcLatticeConfigurations: VpcLatticeConfigurations
    resolvedConfiguration: ResolvedConfiguration
    ecsManagedResources: ECSManagedResources
    gatewayConnectors: GatewayConnectorList
    monitoring: MonitoringConfiguration
    overrides: ServiceRevisionOverrides
}

structure ServiceRevisionLoadBalancer {
    targetGroupArn: String
    productionListenerRule: String
}

structure ServiceRevisionOverrides {
    runtimePlatform: RuntimePlatformOverride
}

structure ServiceRevisionSummary {
    arn: String
    requestedTaskCount: Integer = 0
    runningTaskCount: Integer = 0
    pendingTaskCount: Integer = 0
    requestedTestTrafficWeight: Double
    requestedProductionTrafficWeight: Double
}

structure ServiceRevisionVpcLatticeConfiguration {
    targetGroupArn: String
    productionListenerRule: String
}

structure ServiceVolumeConfiguration {
    @required
    name: String
    managedEBSVolume: ServiceManagedEBSVolumeConfiguration
}

structure Session {
    sessionId: String
    streamUrl: String
    tokenValue: SensitiveString
}

structure Setting {
    name: SettingName
    value: String
    principalArn: String
    type: SettingType
}

union SharingStrategy {
    nvidiaMps: NvidiaMpsAllocation
}

structure StartTaskRequest {
    cluster: String
    @required
    containerInstances: StringList
    enableECSManagedTags: Boolean = false
    enableExecuteCommand: Boolean = false
    group: String
    networkConfiguration: NetworkConfiguration
    overrides: TaskOverride
    propagateTags: PropagateTags
    referenceId: String
    startedBy: String
    tags: Tags
    @required
    taskDefinition: String
    volumeConfigurations: TaskVolumeConfigurations
}

structure StartTaskResponse {
    tasks: Tasks
    failures: Failures
}

structure StopServiceDeploymentRequest {
    @required
    serviceDeploymentArn: String
    stopType: StopServiceDeploymentStopType
}

structure StopServiceDeploymentResponse {
    serviceDeploymentArn: String
}

structure StopTaskRequest {
    cluster: String
    @required
    task: String
    reason: String
}

structure StopTaskResponse {
    task: Task
}

structure SubmitAttachmentStateChangesRequest {
    cluster: String
    @required
    attachments: AttachmentStateChanges
}

structure SubmitAttachmentStateChangesResponse {
    acknowledgment: String
}

structure SubmitContainerStateChangeRequest {
    cluster: String
    task: String
    containerName: String
    runtimeId: String
    status: String
    exitCode: Integer
    reason: String
    networkBindings: NetworkBindings
}

structure SubmitContainerStateChangeResponse {
    acknowledgment: String
}

structure SubmitTaskStateChangeRequest {
    cluster: String
    task: String
    status: String
    reason: String
    containers: ContainerStateChanges
    attachments: AttachmentStateChanges
    managedAgents: ManagedAgentStateChanges
    pullStartedAt: Timestamp
    pullStoppedAt: Timestamp
    executionStoppedAt: Timestamp
}

structure SubmitTaskStateChangeResponse {
    acknowledgment: String
}

structure SystemControl {
    namespace: String
    value: String
}

structure Tag {
    key: TagKey
    value: TagValue
}

structure TagResourceRequest {
    @required
    resourceArn: String
    @required
    tags: Tags
}

structure TagResourceResponse {}

structure Task {
    attachments: Attachments
    attributes: Attributes
    availabilityZone: String
    capacityProviderName: String
    clusterArn: String
    connectivity: Connectivity
    connectivityAt: Timestamp
    containerInstanceArn: String
    containers: Containers
    cpu: String
    createdAt: Timestamp
    desiredStatus: String
    enableExecuteCommand: Boolean = false
    executionStoppedAt: Timestamp
    group: String
    healthStatus: HealthStatus
    inferenceAccelerators: InferenceAccelerators
    lastStatus: String
    launchType: LaunchType
    memory: String
    overrides: TaskOverride
    platformVersion: String
    platformFamily: String
    pullStartedAt: Timestamp
    pullStoppedAt: Timestamp
    startedAt: Timestamp
    startedBy: String
    stopCode: TaskStopCode
    stoppedAt: Timestamp
    stoppedReason: String
    stoppingAt: Timestamp
    tags: Tags
    taskArn: String
    taskDefinitionArn: String
    version: Long = 0
    ephemeralStorage: EphemeralStorage
    fargateEphemeralStorage: TaskEphemeralStorage
}

structure TaskDefinition {
    taskDefinitionArn: String
    containerDefinitions: ContainerDefinitions
    family: String
    taskRoleArn: String
    executionRoleArn: String
    networkMode: NetworkMode
    revision: Integer = 0
    volumes: VolumeList
    status: TaskDefinitionStatus
    requiresAttributes: RequiresAttributes
    placementConstraints: TaskDefinitionPlacementConstraints
    compatibilities: CompatibilityList
    runtimePlatform: RuntimePlatform
    requiresCompatibilities: CompatibilityList
    cpu: String
    memory: String
    inferenceAccelerators: InferenceAccelerators
    pidMode: PidMode
    ipcMode: IpcMode
    proxyConfiguration: ProxyConfiguration
    registeredAt: Timestamp
    deregisteredAt: Timestamp
    deleteRequestedAt: Timestamp
    registeredBy: String
    ephemeralStorage: EphemeralStorage
    enableFaultInjection: Boolean
}

structure TaskDefinitionPlacementConstraint {
    type: TaskDefinitionPlacementConstraintType
    expression: String
}

structure TaskEphemeralStorage {
    sizeInGiB: Integer = 0
    kmsKeyId: String
}

structure TaskManagedEBSVolumeConfiguration {
    encrypted: Boolean
    kmsKeyId: String
    volumeType: String
    sizeInGiB: Integer
    snapshotId: String
    volumeInitializationRate: Integer
    iops: Integer
    throughput: Integer
    tagSpecifications: EBSTagSpecifications
    @required
    roleArn: String
    terminationPolicy: TaskManagedEBSVolumeTerminationPolicy
    filesystemType: TaskFilesystemType
}

structure TaskManagedEBSVolumeTerminationPolicy {
    @required
    deleteOnTermination: Boolean
}

structure TaskOverride {
    containerOverrides: ContainerOverrides
    cpu: String
    inferenceAcceleratorOverrides: InferenceAcceleratorOverrides
    executionRoleArn: String
    memory: String
    taskRoleArn: String
    ephemeralStorage: EphemeralStorage
}

structure TaskSet {
    id: String
    taskSetArn: String
    serviceArn: String
    clusterArn: String
    startedBy: String
    externalId: String
    status: String
    taskDefinition: String
    computedDesiredCount: Integer = 0
    pendingCount: Integer = 0
    runningCount: Integer = 0
    createdAt: Timestamp
    updatedAt: Timestamp
    launchType: LaunchType
    capacityProviderStrategy: CapacityProviderStrategy
    platformVersion: String
    platformFamily: String
    networkConfiguration: NetworkConfiguration
    loadBalancers: LoadBalancers
    serviceRegistries: ServiceRegistries
    scale: Scale
    stabilityStatus: StabilityStatus
    stabilityStatusAt: Timestamp
    tags: Tags
    fargateEphemeralStorage: DeploymentEphemeralStorage
}

structure TaskVolumeConfiguration {
    @required
    name: String
    managedEBSVolume: TaskManagedEBSVolumeConfiguration
}

structure ThresholdConfiguration {
    @required
    type: ThresholdType
    @required
    value: Integer
}

structure TimeoutConfiguration {
    idleTimeoutSeconds: Duration
    perRequestTimeoutSeconds: Duration
}

structure Tmpfs {
    @required
    containerPath: String
    @required
    size: Integer = 0
    mountOptions: StringList
}

structure TotalLocalStorageGBRequest {
    min: Double
    max: Double
}

structure Ulimit {
    @required
    name: UlimitName
    @required
    softLimit: Integer = 0
    @required
    hardLimit: Integer = 0
}

structure UntagResourceRequest {
    @required
    resourceArn: String
    @required
    tagKeys: TagKeys
}

structure UntagResourceResponse {}

structure UpdateCapacityProviderRequest {
    @required
    name: String
    cluster: String
    autoScalingGroupProvider: AutoScalingGroupProviderUpdate
    managedInstancesProvider: UpdateManagedInstancesProviderConfiguration
}

structure UpdateCapacityProviderResponse {
    capacityProvider: CapacityProvider
}

structure UpdateClusterRequest {
    @required
    cluster: String
    settings: ClusterSettings
    configuration: ClusterConfiguration
    serviceConnectDefaults: ClusterServiceConnectDefaultsRequest
}

structure UpdateClusterResponse {
    cluster: Cluster
}

structure UpdateClusterSettingsRequest {
    @required
    cluster: String
    @required
    settings: ClusterSettings
}

structure UpdateClusterSettingsResponse {
    cluster: Cluster
}

structure UpdateContainerAgentRequest {
    cluster: String
    @required
    containerInstance: String
}

structure UpdateContainerAgentResponse {
    containerInstance: ContainerInstance
}

structure UpdateContainerInstancesStateRequest {
    cluster: String
    @required
    containerInstances: StringList
    @required
    status: ContainerInstanceStatus
}

structure UpdateContainerInstancesStateResponse {
    containerInstances: ContainerInstances
    failures: Failures
}

structure UpdateDaemonRequest {
    @required
    daemonArn: String
    @required
    daemonTaskDefinitionArn: String
    @required
    capacityProviderArns: StringList
    deploymentConfiguration: DaemonDeploymentConfiguration
    propagateTags: DaemonPropagateTags
    enableECSManagedTags: Boolean = false
    enableExecuteCommand: Boolean = false
    critical: Boolean
}

structure UpdateDaemonResponse {
    daemonArn: String
    status: DaemonStatus
    createdAt: Timestamp
    updatedAt: Timestamp
    deploymentArn: String
}

structure UpdateExpressGatewayServiceRequest {
    @required
    serviceArn: String
    executionRoleArn: String
    healthCheckPath: String
    primaryContainer: ExpressGatewayContainer
    taskRoleArn: String
    networkConfiguration: ExpressGatewayServiceNetworkConfiguration
    cpu: String
    memory: String
    scalingTarget: ExpressGatewayScalingTarget
    cpuArchitecture: ExpressCpuArchitecture
    taskDefinitionArn: String
}

structure UpdateExpressGatewayServiceResponse {
    service: UpdatedExpressGatewayService
}

structure UpdateGatewayAlbConfiguration {
    networkConfiguration: UpdateGatewayNetworkConfiguration
    maxAlbCount: Integer
    webACLArn: String
    accessLogs: GatewayElbAccessLogConfiguration
    httpDesync: GatewayAlbDesyncMitigationMode
    testTrafficRules: GatewayAlbTestTrafficRules
}

union UpdateGatewayConfiguration {
    hostSharedAlb: UpdateGatewayAlbConfiguration
}

structure UpdateGatewayNetworkConfiguration {
    inboundSecurityGroup: String
}

structure UpdateGatewayRequest {
    @required
    gateway: String
    infrastructureRoleArn: String
    deletionProtection: Boolean
    configuration: UpdateGatewayConfiguration
    propagateTags: PropagateGatewayTags
}

structure UpdateGatewayResponse {
    gatewayArn: String
    name: String
    status: GatewayStatus
}

structure UpdateManagedInstancesProviderConfiguration {
    @required
    infrastructureRoleArn: String
    @required
    instanceLaunchTemplate: InstanceLaunchTemplateUpdate
    propagateTags: PropagateMITags
    infrastructureOptimization: InfrastructureOptimization
    autoRepairConfiguration: AutoRepairConfiguration
}

structure UpdateServicePrimaryTaskSetRequest {
    @required
    cluster: String
    @required
    service: String
    @required
    primaryTaskSet: String
}

structure UpdateServicePrimaryTaskSetResponse {
    taskSet: TaskSet
}

structure UpdateServiceRequest {
    cluster: String
    @required
    service: String
    desiredCount: Integer
    taskDefinition: String
    capacityProviderStrategy: CapacityProviderStrategy
    deploymentConfiguration: DeploymentConfiguration
    availabilityZoneRebalancing: AvailabilityZoneRebalancing
    networkConfiguration: NetworkConfiguration
    placementConstraints: PlacementConstraints
    placementStrategy: PlacementStrategies
    platformVersion: String
    forceNewDeployment: Boolean = false
    healthCheckGracePeriodSeconds: Integer
    deploymentController: DeploymentController
    enableExecuteCommand: Boolean
    enableECSManagedTags: Boolean
    loadBalancers: LoadBalancers
    propagateTags: PropagateTags
    serviceRegistries: ServiceRegistries
    serviceConnectConfiguration: ServiceConnectConfiguration
    volumeConfigurations: ServiceVolumeConfigurations
    vpcLatticeConfigurations: VpcLatticeConfigurations
    gatewayConnectors: GatewayConnectorList
    monitoring: MonitoringConfiguration
}

structure UpdateServiceResponse {
    service: Service
}

structure UpdateTaskProtectionRequest {
    @required
    cluster: String
    @required
    tasks: StringList
    @required
    protectionEnabled: Boolean = false
    expiresInMinutes: Integer
}

structure UpdateTaskProtectionResponse {
    protectedTasks: ProtectedTasks
    failures: Failures
}

structure UpdateTaskSetRequest {
    @required
    cluster: String
    @required
    service: String
    @required
    taskSet: String
    @required
    scale: Scale
}

structure UpdateTaskSetResponse {
    taskSet: TaskSet
}

structure UpdatedExpressGatewayService {
    serviceArn: String
    cluster: String
    serviceName: String
    status: ExpressGatewayServiceStatus
    targetConfiguration: ExpressGatewayServiceConfiguration
    createdAt: Timestamp
    updatedAt: Timestamp
}

structure VCpuCountRangeRequest {
    @required
    min: Integer
    max: Integer
}

structure VersionInfo {
    agentVersion: String
    agentHash: String
    dockerVersion: String
}

structure Volume {
    name: String
    host: HostVolumeProperties
    dockerVolumeConfiguration: DockerVolumeConfiguration
    efsVolumeConfiguration: EFSVolumeConfiguration
    s3filesVolumeConfiguration: S3FilesVolumeConfiguration
    fsxWindowsFileServerVolumeConfiguration: FSxWindowsFileServerVolumeConfiguration
    configuredAtLaunch: Boolean
}

structure VolumeFrom {
    sourceContainer: String
    readOnly: Boolean
}

structure VpcLatticeAdvancedConfiguration {
    alternateTargetGroupArn: String
    productionListenerRule: String
    testListenerRule: String
}

structure VpcLatticeConfiguration {
    @required
    roleArn: String
    @required
    targetGroupArn: String
    @required
    portName: String
    advancedConfiguration: VpcLatticeAdvancedConfiguration
}

// Errors

@error("client")
@httpError(400)
structure AccessDeniedException {
    message: String
}

@error("client")
@httpError(400)
structure AttributeLimitExceededException {
    message: String
}

@error("client")
@httpError(400)
structure BlockedException {
    message: String
}

@error("client")
@httpError(400)
structure ClientException {
    message: String
}

@error("client")
@httpError(400)
structure ClusterContainsCapacityProviderException {
    message: String
}

@error("client")
@httpError(400)
structure ClusterContainsContainerInstancesException {
    message: String
}

@error("client")
@httpError(400)
structure ClusterContainsServicesException {
    message: String
}

@error("client")
@httpError(400)
structure ClusterContainsTasksException {
    message: String
}

@error("client")
@httpError(400)
structure ClusterNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure ConflictException {
    resourceIds: ResourceIds
    message: String
}

@error("client")
@httpError(400)
structure DaemonNotActiveException {
    message: String
}

@error("client")
@httpError(400)
structure DaemonNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure GatewayNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure InvalidParameterException {
    message: String
}

@error("client")
@httpError(400)
structure LimitExceededException {
    message: String
}

@error("client")
@httpError(400)
structure MissingVersionException {
    message: String
}

@error("client")
@httpError(400)
structure NamespaceNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure NoUpdateAvailableException {
    message: String
}

@error("client")
@httpError(400)
structure PlatformTaskDefinitionIncompatibilityException {
    message: String
}

@error("client")
@httpError(400)
structure PlatformUnknownException {
    message: String
}

@error("client")
@httpError(400)
structure ResourceInUseException {
    message: String
}

@error("client")
@httpError(400)
structure ResourceNotFoundException {
    message: String
}

@error("server")
@httpError(500)
structure ServerException {
    message: String
}

@error("client")
@httpError(400)
structure ServiceDeploymentNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure ServiceNotActiveException {
    message: String
}

@error("client")
@httpError(400)
structure ServiceNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure TargetNotConnectedException {
    message: String
}

@error("client")
@httpError(400)
structure TargetNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure TaskSetNotFoundException {
    message: String
}

@error("client")
@httpError(400)
structure UnsupportedFeatureException {
    message: String
}

@error("client")
@httpError(400)
structure UpdateInProgressException {
    message: String
}

// Lists

list AcceleratorManufacturerSet {
    member: AcceleratorManufacturer
}

list AcceleratorNameSet {
    member: AcceleratorName
}

list AcceleratorTypeSet {
    member: AcceleratorType
}

list AccessTypeList {
    member: AccessType
}

@length(min: 0, max: 400)
list AllowedInstanceTypeSet {
    member: AllowedInstanceType
}

list AttachmentDetails {
    member: KeyValuePair
}

list AttachmentStateChanges {
    member: AttachmentStateChange
}

list Attachments {
    member: Attachment
}

list Attributes {
    member: Attribute
}

list CapacityProviderFieldList {
    member: CapacityProviderField
}

list CapacityProviderStrategy {
    member: CapacityProviderStrategyItem
}

list CapacityProviders {
    member: CapacityProvider
}

list ClusterFieldList {
    member: ClusterField
}

list ClusterSettings {
    member: ClusterSetting
}

list Clusters {
    member: Cluster
}

list CompatibilityList {
    member: Compatibility
}

list ContainerDefinitions {
    member: ContainerDefinition
}

list ContainerDependencies {
    member: ContainerDependency
}

list ContainerImages {
    member: ContainerImage
}

list ContainerInstanceFieldList {
    member: ContainerInstanceField
}

list ContainerInstances {
    member: ContainerInstance
}

list ContainerOverrides {
    member: ContainerOverride
}

list ContainerStateChanges {
    member: ContainerStateChange
}

list Containers {
    member: Container
}

list CpuManufacturerSet {
    member: CpuManufacturer
}

list DaemonCapacityProviderList {
    member: DaemonCapacityProvider
}

list DaemonContainerDefinitionList {
    member: DaemonContainerDefinition
}

list DaemonContainerImages {
    member: DaemonContainerImage
}

list DaemonDeploymentCapacityProviderList {
    member: DaemonDeploymentCapacityProvider
}

list DaemonDeploymentList {
    member: DaemonDeployment
}

list DaemonDeploymentRevisionDetailList {
    member: DaemonDeploymentRevisionDetail
}

list DaemonDeploymentStatusList {
    member: DaemonDeploymentStatus
}

list DaemonDeploymentSummaryList {
    member: DaemonDeploymentSummary
}

list DaemonRevisionDetailList {
    member: DaemonRevisionDetail
}

list DaemonRevisions {
    member: DaemonRevision
}

list DaemonSummariesList {
    member: DaemonSummary
}

list DaemonTaskDefinitionSummaries {
    member: DaemonTaskDefinitionSummary
}

list DaemonVolumeList {
    member: DaemonVolume
}

list DeploymentLifecycleHookDetailList {
    member: DeploymentLifecycleHookDetail
}

list DeploymentLifecycleHookList {
    member: DeploymentLifecycleHook
}

list DeploymentLifecycleHookStageList {
    member: DeploymentLifecycleHookStage
}

list Deployments {
    member: Deployment
}

list DeviceCgroupPermissions {
    member: DeviceCgroupPermission
}

list DevicesList {
    member: Device
}

list EBSTagSpecifications {
    member: EBSTagSpecification
}

list ElbGatewayResourcesList {
    member: ElbGatewayResources
}

list EnvironmentFiles {
    member: EnvironmentFile
}

@sensitive
list EnvironmentVariables {
    member: KeyValuePair
}

@length(min: 0, max: 400)
list ExcludedInstanceTypeSet {
    member: ExcludedInstanceType
}

list ExpressGatewayServiceConfigurations {
    member: ExpressGatewayServiceConfiguration
}

list ExpressGatewayServiceIncludeList {
    member: ExpressGatewayServiceInclude
}

list Failures {
    member: Failure
}

list GatewayClusterAssociationStatusList {
    member: GatewayClusterAssociationStatus
}

list GatewayClusterAssociationSummaryList {
    member: GatewayClusterAssociationSummary
}

list GatewayConnectionAlbResourcesList {
    member: GatewayConnectionAlbResources
}

list GatewayConnectionList {
    member: GatewayConnection
}

list GatewayConnectorList {
    member: GatewayConnector
}

list GatewayOperationErrorList {
    member: GatewayOperationError
}

list GatewayResourceFailureList {
    member: GatewayResourceFailure
}

list GatewayRouteAlbResourcesList {
    member: GatewayRouteAlbResources
}

list GatewayRouteLoadBalancerSecurityGroupList {
    member: GatewayRouteLoadBalancerSecurityGroup
}

list GatewayRouteStatusList {
    member: GatewayRouteStatus
}

list GatewayRouteSummaryList {
    member: GatewayRouteSummary
}

list GatewayStatusList {
    member: GatewayStatus
}

list GatewaySummaryList {
    member: GatewaySummary
}

list GpuDevices {
    member: GpuDevice
}

list GpuIds {
    member: String
}

list HostEntryList {
    member: HostEntry
}

list InferenceAcceleratorOverrides {
    member: InferenceAcceleratorOverride
}

list InferenceAccelerators {
    member: InferenceAccelerator
}

list IngressPathSummaries {
    member: IngressPathSummary
}

list InstanceGenerationSet {
    member: InstanceGeneration
}

list InstanceHealthCheckResultList {
    member: InstanceHealthCheckResult
}

list IntegerList {
    member: Integer
}

list LoadBalancers {
    member: LoadBalancer
}

list LocalStorageTypeSet {
    member: LocalStorageType
}

list ManagedAgentStateChanges {
    member: ManagedAgentStateChange
}

list ManagedAgents {
    member: ManagedAgent
}

list ManagedApplicationAutoScalingPolicies {
    member: ManagedApplicationAutoScalingPolicy
}

list ManagedIngressPaths {
    member: ManagedIngressPath
}

list ManagedLogGroups {
    member: ManagedLogGroup
}

list ManagedMetricAlarms {
    member: ManagedMetricAlarm
}

list ManagedSecurityGroups {
    member: ManagedSecurityGroup
}

list ManagedTargetGroups {
    member: ManagedTargetGroup
}

list MetricConfigurationList {
    member: MetricConfiguration
}

list MountPointList {
    member: MountPoint
}

list NetworkBindings {
    member: NetworkBinding
}

list NetworkInterfaces {
    member: NetworkInterface
}

list PlacementConstraints {
    member: PlacementConstraint
}

list PlacementStrategies {
    member: PlacementStrategy
}

list PlatformDevices {
    member: PlatformDevice
}

list PortMappingList {
    member: PortMapping
}

list ProtectedTasks {
    member: ProtectedTask
}

list ProxyConfigurationProperties {
    member: KeyValuePair
}

list RequiresAttributes {
    member: Attribute
}

list ResourceIds {
    member: String
}

list ResourceRequirements {
    member: ResourceRequirement
}

list Resources {
    member: Resource
}

list SecretList {
    member: Secret
}

list ServiceConnectClientAliasList {
    member: ServiceConnectClientAlias
}

list ServiceConnectContainerConfigurations {
    member: ServiceConnectContainerConfiguration
}

list ServiceConnectServiceList {
    member: ServiceConnectService
}

list ServiceConnectServiceResourceList {
    member: ServiceConnectServiceResource
}

list ServiceCurrentRevisionSummaryList {
    member: ServiceCurrentRevisionSummary
}

list ServiceDeploymentStatusList {
    member: ServiceDeploymentStatus
}

list ServiceDeployments {
    member: ServiceDeployment
}

list ServiceDeploymentsBrief {
    member: ServiceDeploymentBrief
}

list ServiceEvents {
    member: ServiceEvent
}

list ServiceFieldList {
    member: ServiceField
}

list ServiceRegistries {
    member: ServiceRegistry
}

list ServiceRevisionLoadBalancers {
    member: ServiceRevisionLoadBalancer
}

list ServiceRevisionVpcLatticeConfigurations {
    member: ServiceRevisionVpcLatticeConfiguration
}

list ServiceRevisions {
    member: ServiceRevision
}

list ServiceRevisionsSummaryList {
    member: ServiceRevisionSummary
}

list ServiceVolumeConfigurations {
    member: ServiceVolumeConfiguration
}

list Services {
    member: Service
}

list Settings {
    member: Setting
}

list Statistics {
    member: KeyValuePair
}

list StringList {
    member: String
}

list SystemControls {
    member: SystemControl
}

list TagKeys {
    member: TagKey
}

@length(min: 0, max: 50)
list Tags {
    member: Tag
}

list TaskDefinitionFieldList {
    member: TaskDefinitionField
}

list TaskDefinitionList {
    member: TaskDefinition
}

list TaskDefinitionPlacementConstraints {
    member: TaskDefinitionPlacementConstraint
}

list TaskFieldList {
    member: TaskField
}

list TaskSetFieldList {
    member: TaskSetField
}

list TaskSets {
    member: TaskSet
}

list TaskVolumeConfigurations {
    member: TaskVolumeConfiguration
}

list Tasks {
    member: Task
}

list TmpfsList {
    member: Tmpfs
}

list UlimitList {
    member: Ulimit
}

list VolumeFromList {
    member: VolumeFrom
}

list VolumeList {
    member: Volume
}

list VpcLatticeConfigurations {
    member: VpcLatticeConfiguration
}

// Maps

map DockerLabelsMap {
    key: String
    value: String
}

map FirelensConfigurationOptionsMap {
    key: String
    value: String
}

map LogConfigurationOptionsMap {
    key: String
    value: String
}

map StringMap {
    key: String
    value: String
}

// Enumerations

enum AcceleratorManufacturer {
    amazon_web_services = "amazon-web-services"
    amd
    nvidia
    xilinx
    habana
}

enum AcceleratorName {
    a100
    inferentia
    k520
    k80
    m60
    radeon_pro_v520 = "radeon-pro-v520"
    t4
    vu9p
    v100
    a10g
    h100
    t4g
}

enum AcceleratorType {
    gpu
    fpga
    inference
}

enum AccessType {
    PUBLIC
    PRIVATE
}

enum AgentUpdateStatus {
    PENDING
    STAGING
    STAGED
    UPDATING
    UPDATED
    FAILED
}

enum ApplicationProtocol {
    http
    http2
    grpc
}

enum AssignPublicIp {
    ENABLED
    DISABLED
}

enum AutoRepairActionsStatus {
    ENABLED
    DISABLED
}

enum AvailabilityZoneRebalancing {
    ENABLED
    DISABLED
}

enum BareMetal {
    included
    required
    excluded
}

enum BurstablePerformance {
    included
    required
    excluded
}

enum CPUArchitecture {
    X86_64
    ARM64
}

enum CapacityOptionType {
    ON_DEMAND
    SPOT
    RESERVED
}

enum CapacityProviderField {
    TAGS
}

enum CapacityProviderStatus {
    PROVISIONING
    ACTIVE
    DEPROVISIONING
    INACTIVE
}

enum CapacityProviderType {
    EC2_AUTOSCALING
    MANAGED_INSTANCES
    FARGATE
    FARGATE_SPOT
}

enum CapacityProviderUpdateStatus {
    CREATE_IN_PROGRESS
    CREATE_COMPLETE
    CREATE_FAILED
    DELETE_IN_PROGRESS
    DELETE_COMPLETE
    DELETE_FAILED
    UPDATE_IN_PROGRESS
    UPDATE_COMPLETE
    UPDATE_FAILED
}

enum CapacityReservationPreference {
    RESERVATIONS_ONLY
    RESERVATIONS_FIRST
    RESERVATIONS_EXCLUDED
}

enum ClusterField {
    ATTACHMENTS
    CONFIGURATIONS
    SETTINGS
    STATISTICS
    TAGS
}

enum ClusterSettingName {
    containerInsights
}

enum Compatibility {
    EC2
    FARGATE
    EXTERNAL
    MANAGED_INSTANCES
}

enum Connectivity {
    CONNECTED
    DISCONNECTED
}

enum ContainerCondition {
    START
    COMPLETE
    SUCCESS
    HEALTHY
}

enum ContainerInstanceField {
    TAGS
    CONTAINER_INSTANCE_HEALTH
}

enum ContainerInstanceStatus {
    ACTIVE
    DRAINING
    REGISTERING
    DEREGISTERING
    REGISTRATION_FAILED
}

enum CpuManufacturer {
    intel
    amd
    amazon_web_services = "amazon-web-services"
}

enum DaemonDeploymentRollbackMonitorsStatus {
    TRIGGERED
    MONITORING
    MONITORING_COMPLETE
    DISABLED
}

enum DaemonDeploymentStatus {
    PENDING
    SUCCESSFUL
    STOPPED
    STOP_REQUESTED
    IN_PROGRESS
    ROLLBACK_IN_PROGRESS
    ROLLBACK_SUCCESSFUL
    ROLLBACK_FAILED
}

enum DaemonIpcMode {
    none
    shared
}

enum DaemonPidMode {
    none
    shared
}

enum DaemonPropagateTags {
    DAEMON
    NONE
}

enum DaemonStatus {
    ACTIVE
    DELETE_IN_PROGRESS
}

enum DaemonTaskDefinitionRevisionFilter {
    LAST_REGISTERED
}

enum DaemonTaskDefinitionStatus {
    ACTIVE
    DELETE_IN_PROGRESS
    DELETED
}

enum DaemonTaskDefinitionStatusFilter {
    ACTIVE
    DELETE_IN_PROGRESS
    ALL
}

enum DeploymentControllerType {
    ECS
    CODE_DEPLOY
    EXTERNAL
}

enum DeploymentLifecycleHookAction {
    ROLLBACK
    CONTINUE
}

enum DeploymentLifecycleHookStage {
    RECONCILE_SERVICE
    PRE_SCALE_UP
    POST_SCALE_UP
    TEST_TRAFFIC_SHIFT
    POST_TEST_TRAFFIC_SHIFT
    PRE_PRODUCTION_TRAFFIC_SHIFT
    PRODUCTION_TRAFFIC_SHIFT
    POST_PRODUCTION_TRAFFIC_SHIFT
}

enum DeploymentLifecycleHookStatus {
    AWAITING_ACTION
    IN_PROGRESS
    SUCCEEDED
    FAILED
    TIMED_OUT
}

enum DeploymentLifecycleHookTargetType {
    AWS_LAMBDA
    PAUSE
}

enum DeploymentRolloutState {
    COMPLETED
    FAILED
    IN_PROGRESS
}

enum DeploymentStrategy {
    ROLLING
    BLUE_GREEN
    LINEAR
    CANARY
}

enum DesiredStatus {
    RUNNING
    PENDING
    STOPPED
}

enum DeviceCgroupPermission {
    read
    write
    mknod
}

enum EBSResourceType {
    volume
}

enum EFSAuthorizationConfigIAM {
    ENABLED
    DISABLED
}

enum EFSTransitEncryption {
    ENABLED
    DISABLED
}

enum EnvironmentFileType {
    s3
}

enum ExecuteCommandLogging {
    NONE
    DEFAULT
    OVERRIDE
}

enum ExpressCpuArchitecture {
    ARM64
    X86_64
}

enum ExpressGatewayServiceInclude {
    TAGS
}

enum ExpressGatewayServiceScalingMetric {
    AVERAGE_CPU
    AVERAGE_MEMORY
    REQUEST_COUNT_PER_TARGET
}

enum ExpressGatewayServiceStatusCode {
    ACTIVE
    DRAINING
    INACTIVE
}

enum FirelensConfigurationType {
    fluentd
    fluentbit
}

enum GatewayAlbDesyncMitigationMode {
    defensive
    monitor
    strictest
}

enum GatewayAlbProtocol {
    HTTP
    HTTPS
}

enum GatewayClusterAssociationStatus {
    ACTIVE
    DISASSOCIATING
    INACTIVE
}

enum GatewayConnectorHealthCheckProtocol {
    HTTP
    HTTPS
}

enum GatewayElbIpAddressType {
    dualstack
    dualstack_without_public_ipv4 = "dualstack-without-public-ipv4"
    ipv4
}

enum GatewayElbScheme {
    internal
    internet_facing = "internet-facing"
}

enum GatewayRouteStatus {
    ACTIVE
    CREATE_FAILED
    CREATE_IN_PROGRESS
    DELETE_FAILED
    DELETE_IN_PROGRESS
    UPDATE_FAILED
    UPDATE_IN_PROGRESS
}

enum GatewayStatus {
    ACTIVE
    DELETED
    UPDATE_COMPLETE
    UPDATE_FAILED
    UPDATE_IN_PROGRESS
}

enum GpuSharingMode {
    DEDICATED
    IDLE
    NVIDIA_MPS
}

enum HealthStatus {
    HEALTHY
    UNHEALTHY
    UNKNOWN
}

enum InstanceGeneration {
    current
    previous
}

enum InstanceHealthCheckState {
    OK
    IMPAIRED
    INSUFFICIENT_DATA
    INITIALIZING
}

enum InstanceHealthCheckType {
    CONTAINER_RUNTIME
    ACCELERATED_COMPUTE
    DAEMON
    AGENT_CONNECTIVITY
}

enum IpcMode {
    host
    task
    none
}

enum LaunchType {
    EC2
    FARGATE
    EXTERNAL
    MANAGED_INSTANCES
}

enum LocalStorage {
    included
    required
    excluded
}

enum LocalStorageType {
    hdd
    ssd
}

enum LogDriver {
    json_file = "json-file"
    syslog
    journald
    gelf
    fluentd
    awslogs
    splunk
    awsfirelens
}

enum ManagedAgentName {
    ExecuteCommandAgent
}

enum ManagedDraining {
    ENABLED
    DISABLED
}

enum ManagedInstancesMonitoringOptions {
    BASIC
    DETAILED
}

enum ManagedResourceStatus {
    PROVISIONING
    ACTIVE
    DEPROVISIONING
    DELETED
    FAILED
}

enum ManagedScalingStatus {
    ENABLED
    DISABLED
}

enum ManagedTerminationProtection {
    ENABLED
    DISABLED
}

enum NetworkMode {
    bridge
    host
    awsvpc
    none
}

enum OSFamily {
    WINDOWS_SERVER_2019_FULL
    WINDOWS_SERVER_2019_CORE
    WINDOWS_SERVER_2016_FULL
    WINDOWS_SERVER_2004_CORE
    WINDOWS_SERVER_2022_CORE
    WINDOWS_SERVER_2022_FULL
    WINDOWS_SERVER_2025_CORE
    WINDOWS_SERVER_2025_FULL
    WINDOWS_SERVER_20H2_CORE
    LINUX
}

enum PidMode {
    host
    task
}

enum PlacementConstraintType {
    distinctInstance
    memberOf
}

enum PlacementStrategyType {
    random
    spread
    binpack
}

enum PlatformDeviceType {
    GPU
    NEURON_DEVICE
}

enum PropagateGatewayTags {
    GATEWAY
    NONE
}

enum PropagateMITags {
    CAPACITY_PROVIDER
    NONE
}

enum PropagateTags {
    TASK_DEFINITION
    SERVICE
    NONE
}

enum ProxyConfigurationType {
    APPMESH
}

enum ResourceManagementType {
    CUSTOMER
    ECS
}

enum ResourceType {
    GPU
    InferenceAccelerator
    NeuronDevice
}

enum ScaleUnit {
    PERCENT
}

enum SchedulingStrategy {
    REPLICA
    DAEMON
}

enum Scope {
    task
    shared
}

enum ServiceConnectAccessLoggingFormat {
    TEXT
    JSON
}

enum ServiceConnectContainerLogLevel {
    debug
    info
}

enum ServiceConnectIncludeQueryParameters {
    DISABLED
    ENABLED
}

enum ServiceDeploymentLifecycleStage {
    RECONCILE_SERVICE
    PRE_SCALE_UP
    SCALE_UP
    POST_SCALE_UP
    TEST_TRAFFIC_SHIFT
    POST_TEST_TRAFFIC_SHIFT
    PRODUCTION_TRAFFIC_SHIFT
    POST_PRODUCTION_TRAFFIC_SHIFT
    BAKE_TIME
    CLEAN_UP
}

enum ServiceDeploymentRollbackMonitorsStatus {
    TRIGGERED
    MONITORING
    MONITORING_COMPLETE
    DISABLED
}

enum ServiceDeploymentStatus {
    PENDING
    SUCCESSFUL
    STOPPED
    STOP_REQUESTED
    IN_PROGRESS
    ROLLBACK_REQUESTED
    ROLLBACK_IN_PROGRESS
    ROLLBACK_SUCCESSFUL
    ROLLBACK_FAILED
}

enum ServiceField {
    TAGS
}

enum ServiceRevisionCleanup {
    BLOCKING
    DEFERRED
}

enum SettingName {
    serviceLongArnFormat
    taskLongArnFormat
    containerInstanceLongArnFormat
    awsvpcTrunking
    containerInsights
    fargateFIPSMode
    tagResourceAuthorization
    fargateTaskRetirementWaitPeriod
    guardDutyActivate
    defaultLogDriverMode
    fargateEventWindows
    dualStackIPv6 // the service takes it, AWS's published model leaves it out
}

enum SettingType {
    user
    aws_managed
}

enum SortOrder {
    ASC
    DESC
}

enum StabilityStatus {
    STEADY_STATE
    STABILIZING
}

enum StopServiceDeploymentStopType {
    ABORT
    ROLLBACK
}

enum TargetType {
    container_instance = "container-instance"
}

enum TaskDefinitionFamilyStatus {
    ACTIVE
    INACTIVE
    ALL
}

enum TaskDefinitionField {
    TAGS
}

enum TaskDefinitionPlacementConstraintType {
    memberOf
}

enum TaskDefinitionStatus {
    ACTIVE
    INACTIVE
    DELETE_IN_PROGRESS
}

enum TaskField {
    TAGS
}

enum TaskFilesystemType {
    ext3
    ext4
    xfs
    ntfs
}

enum TaskSetField {
    TAGS
}

enum TaskStopCode {
    TaskFailedToStart
    EssentialContainerExited
    UserInitiated
    ServiceSchedulerInitiated
    SpotInterruption
    TerminationNotice
    InfrastructureHealth
}

enum ThresholdType {
    BOUNDED_PERCENT
    COUNT
    UNBOUNDED_PERCENT
}

enum TransportProtocol {
    tcp
    udp
}

enum UlimitName {
    core
    cpu
    data
    fsize
    locks
    memlock
    msgqueue
    nice
    nofile
    nproc
    rss
    rtprio
    rttime
    sigpending
    stack
}

enum VersionConsistency {
    enabled
    disabled
}

// Bounded values

@length(min: 1, max: 30)
@pattern("^[a-zA-Z0-9\\.\\*\\-]+$")
string AllowedInstanceType

@range(min: 0, max: 100000)
integer CapacityProviderStrategyItemBase

@range(min: 0, max: 1000)
integer CapacityProviderStrategyItemWeight

@range(min: 0, max: 100)
double DaemonDrainPercent

@range(min: 1, max: 20160)
integer DeploymentLifecycleHookDuration

@range(min: 0, max: 2147483647)
integer Duration

@length(min: 1, max: 30)
@pattern("^[a-zA-Z0-9\\.\\*\\-]+$")
string ExcludedInstanceType

document HookDetails

@range(min: 0, max: 10000)
integer ManagedScalingInstanceWarmupPeriod

@range(min: 1, max: 10000)
integer ManagedScalingStepSize

@range(min: 1, max: 100)
integer ManagedScalingTargetCapacity

@range(min: 0, max: 65535)
integer PortNumber

@sensitive
string SensitiveString

// The characters of tags are ECS's to judge, which has words of its own for them.
@length(min: 1, max: 128)
string TagKey

@length(min: 0, max: 256)
string TagValue

@range(min: 1)
integer TaskVolumeStorageGiB

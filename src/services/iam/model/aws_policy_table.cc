#include <algorithm>
#include <array>

#include "services/iam/model/aws_policies.h"

namespace gantry::iam {
namespace {

constexpr std::string_view kRoot = "/";
constexpr std::string_view kServiceRole = "/service-role/";

// Source: AWS Managed Policy Reference Guide, and the developer guides of ECS and EC2. All say what
// AWS's own say, but for ReadOnlyAccess: of its thousands of actions it has those of the services
// that Gantry answers or may answer.
constexpr std::array
    kAwsPolicies{
        AwsPolicy{
            "AWSCloudMapFullAccess",
            kRoot,
            2,
            "All of Cloud Map.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["route53:GetHostedZone","route53:ListHostedZonesByName","route53:CreateHostedZone","route53:DeleteHostedZone","route53:ChangeResourceRecordSets","route53:CreateHealthCheck","route53:GetHealthCheck","route53:DeleteHealthCheck","route53:UpdateHealthCheck","ec2:DescribeVpcs","ec2:DescribeRegions","ec2:DescribeInstances","servicediscovery:*"],"Effect":"Allow","Resource":["*"]}]})"
        },
        AwsPolicy{
            "AWSCodeDeployRoleForECS",
            kRoot,
            3,
            "CodeDeploy for blue/green deployments of ECS services.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecs:DescribeServices","ecs:CreateTaskSet","ecs:UpdateServicePrimaryTaskSet","ecs:DeleteTaskSet","elasticloadbalancing:DescribeTargetGroups","elasticloadbalancing:DescribeListeners","elasticloadbalancing:ModifyListener","elasticloadbalancing:DescribeRules","elasticloadbalancing:ModifyRule","lambda:InvokeFunction","cloudwatch:DescribeAlarms","sns:Publish","s3:GetObject","s3:GetObjectVersion"],"Effect":"Allow","Resource":"*"},{"Action":["iam:PassRole"],"Condition":{"StringLike":{"iam:PassedToService":["ecs-tasks.amazonaws.com"]}},"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AWSCodeDeployRoleForECSLimited",
            kRoot,
            3,
            "The same, on resources that are named for it.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecs:DescribeServices","ecs:CreateTaskSet","ecs:UpdateServicePrimaryTaskSet","ecs:DeleteTaskSet","cloudwatch:DescribeAlarms"],"Effect":"Allow","Resource":"*"},{"Action":["sns:Publish"],"Effect":"Allow","Resource":"arn:aws:sns:*:*:CodeDeployTopic_*"},{"Action":["elasticloadbalancing:DescribeTargetGroups","elasticloadbalancing:DescribeListeners","elasticloadbalancing:ModifyListener","elasticloadbalancing:DescribeRules","elasticloadbalancing:ModifyRule"],"Effect":"Allow","Resource":"*"},{"Action":["lambda:InvokeFunction"],"Effect":"Allow","Resource":"arn:aws:lambda:*:*:function:CodeDeployHook_*"},{"Action":["s3:GetObject","s3:GetObjectVersion"],"Condition":{"StringEquals":{"s3:ExistingObjectTag/UseWithCodeDeploy":"true"}},"Effect":"Allow","Resource":"*"},{"Action":["iam:PassRole"],"Condition":{"StringLike":{"iam:PassedToService":["ecs-tasks.amazonaws.com"]}},"Effect":"Allow","Resource":["arn:aws:iam::*:role/ecsTaskExecutionRole","arn:aws:iam::*:role/ECSTaskExecution*"]}]})"
        },
        AwsPolicy{
            "AWSXRayDaemonWriteAccess",
            kRoot,
            2,
            "Lets the X-Ray daemon send traces and read sampling rules.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["xray:PutTraceSegments","xray:PutTelemetryRecords","xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"],"Effect":"Allow","Resource":["*"],"Sid":"AWSXRayDaemonWriteAccess"}]})"
        },
        AwsPolicy{
            "AdministratorAccess",
            kRoot,
            1,
            "Provides full access to AWS services and resources.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonDynamoDBFullAccess", kRoot, 15, "All of DynamoDB.", R"({"Version":"2012-10-17","Statement":[{"Action":["dynamodb:*","dax:*","application-autoscaling:DeleteScalingPolicy","application-autoscaling:DeregisterScalableTarget","application-autoscaling:DescribeScalableTargets","application-autoscaling:DescribeScalingActivities","application-autoscaling:DescribeScalingPolicies","application-autoscaling:PutScalingPolicy","application-autoscaling:RegisterScalableTarget","cloudwatch:DeleteAlarms","cloudwatch:DescribeAlarmHistory","cloudwatch:DescribeAlarms","cloudwatch:DescribeAlarmsForMetric","cloudwatch:GetMetricStatistics","cloudwatch:ListMetrics","cloudwatch:PutMetricAlarm","cloudwatch:GetMetricData","datapipeline:ActivatePipeline","datapipeline:CreatePipeline","datapipeline:DeletePipeline","datapipeline:DescribeObjects","datapipeline:DescribePipelines","datapipeline:GetPipelineDefinition","datapipeline:ListPipelines","datapipeline:PutPipelineDefinition","datapipeline:QueryObjects","ec2:DescribeVpcs","ec2:DescribeSubnets","ec2:DescribeSecurityGroups","iam:GetRole","iam:ListRoles","kms:DescribeKey","kms:ListAliases","sns:CreateTopic","sns:DeleteTopic","sns:ListSubscriptions","sns:ListSubscriptionsByTopic","sns:ListTopics","sns:Subscribe","sns:Unsubscribe","sns:SetTopicAttributes","lambda:CreateFunction","lambda:ListFunctions","lambda:ListEventSourceMappings","lambda:CreateEventSourceMapping","lambda:DeleteEventSourceMapping","lambda:GetFunctionConfiguration","lambda:DeleteFunction","resource-groups:ListGroups","resource-groups:ListGroupResources","resource-groups:GetGroup","resource-groups:GetGroupQuery","resource-groups:DeleteGroup","resource-groups:CreateGroup","tag:GetResources","kinesis:ListStreams","kinesis:DescribeStream","kinesis:DescribeStreamSummary"],"Effect":"Allow","Resource":"*"},{"Action":"cloudwatch:GetInsightRuleReport","Effect":"Allow","Resource":"arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*"},{"Action":["iam:PassRole"],"Condition":{"StringLike":{"iam:PassedToService":["application-autoscaling.amazonaws.com","application-autoscaling.amazonaws.com.cn","dax.amazonaws.com"]}},"Effect":"Allow","Resource":"*"},{"Action":["iam:CreateServiceLinkedRole"],"Condition":{"StringEquals":{"iam:AWSServiceName":["replication.dynamodb.amazonaws.com","dax.amazonaws.com","dynamodb.application-autoscaling.amazonaws.com","contributorinsights.dynamodb.amazonaws.com","kinesisreplication.dynamodb.amazonaws.com"]}},"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonDynamoDBReadOnlyAccess",
            kRoot,
            15,
            "Provides read only access to Amazon DynamoDB.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["application-autoscaling:DescribeScalableTargets","application-autoscaling:DescribeScalingActivities","application-autoscaling:DescribeScalingPolicies","cloudwatch:DescribeAlarmHistory","cloudwatch:DescribeAlarms","cloudwatch:DescribeAlarmsForMetric","cloudwatch:GetMetricStatistics","cloudwatch:ListMetrics","cloudwatch:GetMetricData","datapipeline:DescribeObjects","datapipeline:DescribePipelines","datapipeline:GetPipelineDefinition","datapipeline:ListPipelines","datapipeline:QueryObjects","dynamodb:BatchGetItem","dynamodb:Describe*","dynamodb:List*","dynamodb:GetAbacStatus","dynamodb:GetItem","dynamodb:GetResourcePolicy","dynamodb:Query","dynamodb:Scan","dynamodb:PartiQLSelect","dax:Describe*","dax:List*","dax:GetItem","dax:BatchGetItem","dax:Query","dax:Scan","ec2:DescribeVpcs","ec2:DescribeSubnets","ec2:DescribeSecurityGroups","iam:GetRole","iam:ListRoles","kms:DescribeKey","kms:ListAliases","sns:ListSubscriptionsByTopic","sns:ListTopics","lambda:ListFunctions","lambda:ListEventSourceMappings","lambda:GetFunctionConfiguration","resource-groups:ListGroups","resource-groups:ListGroupResources","resource-groups:GetGroup","resource-groups:GetGroupQuery","tag:GetResources","kinesis:ListStreams","kinesis:DescribeStream","kinesis:DescribeStreamSummary"],"Effect":"Allow","Resource":"*","Sid":"GeneralReadOnlyAccess"},{"Action":"cloudwatch:GetInsightRuleReport","Effect":"Allow","Resource":"arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*","Sid":"CCIAccess"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerRegistryFullAccess",
            kRoot,
            3,
            "Provides administrative access to Amazon ECR resources",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecr:*","cloudtrail:LookupEvents"],"Effect":"Allow","Resource":"*"},{"Action":["iam:CreateServiceLinkedRole"],"Condition":{"StringEquals":{"iam:AWSServiceName":["replication.ecr.amazonaws.com"]}},"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerRegistryPowerUser",
            kRoot,
            3,
            "Provides full access to Amazon ECR repositories, but does not allow repository "
            "deletion or policy changes.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerRegistryPullOnly",
            kRoot,
            1,
            "Pulls images from ECR.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchImportUpstreamImage"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerRegistryReadOnly",
            kRoot,
            3,
            "Provides read-only access to Amazon ECR repositories.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerServiceAutoscaleRole",
            kServiceRole,
            2,
            "Policy to enable Task Autoscaling for Amazon EC2 Container Service",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecs:DescribeServices","ecs:UpdateService"],"Effect":"Allow","Resource":["*"]},{"Action":["cloudwatch:DescribeAlarms","cloudwatch:PutMetricAlarm"],"Effect":"Allow","Resource":["*"]}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerServiceEventsRole",
            kServiceRole,
            3,
            "Policy to enable CloudWatch Events for EC2 Container Service",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecs:RunTask"],"Effect":"Allow","Resource":["*"]},{"Action":"iam:PassRole","Condition":{"StringLike":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}},"Effect":"Allow","Resource":["*"]},{"Action":"ecs:TagResource","Condition":{"StringEquals":{"ecs:CreateAction":["RunTask"]}},"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerServiceRole",
            kServiceRole,
            2,
            "Default policy for Amazon ECS service role.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ec2:AuthorizeSecurityGroupIngress","ec2:Describe*","elasticloadbalancing:DeregisterInstancesFromLoadBalancer","elasticloadbalancing:DeregisterTargets","elasticloadbalancing:Describe*","elasticloadbalancing:RegisterInstancesWithLoadBalancer","elasticloadbalancing:RegisterTargets"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ContainerServiceforEC2Role",
            kServiceRole,
            10,
            "Default policy for the Amazon EC2 Role for Amazon EC2 Container Service.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ec2:DescribeTags","ecs:CreateCluster","ecs:DeregisterContainerInstance","ecs:DiscoverPollEndpoint","ecs:Poll","ecs:RegisterContainerInstance","ecs:StartTelemetrySession","ecs:UpdateContainerInstancesState","ecs:Submit*","ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Effect":"Allow","Resource":"*"},{"Action":"ecs:TagResource","Condition":{"StringEquals":{"ecs:CreateAction":["CreateCluster","RegisterContainerInstance"]}},"Effect":"Allow","Resource":"*"},{"Action":["ecs:ListTagsForResource"],"Effect":"Allow","Resource":["arn:aws:ecs:*:*:task/*/*","arn:aws:ecs:*:*:container-instance/*/*"]}]})"
        },
        AwsPolicy{
            "AmazonEC2FullAccess",
            kRoot,
            5,
            "Provides full access to Amazon EC2 via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"ec2:*","Effect":"Allow","Resource":"*"},{"Action":"elasticloadbalancing:*","Effect":"Allow","Resource":"*"},{"Action":"cloudwatch:*","Effect":"Allow","Resource":"*"},{"Action":"autoscaling:*","Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringEquals":{"iam:AWSServiceName":["autoscaling.amazonaws.com","ec2scheduled.amazonaws.com","elasticloadbalancing.amazonaws.com","spot.amazonaws.com","spotfleet.amazonaws.com","transitgateway.amazonaws.com"]}},"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonEC2ReadOnlyAccess",
            kRoot,
            5,
            "Provides read only access to Amazon EC2 via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ec2:Describe*","ec2:GetSecurityGroupsForVpc"],"Effect":"Allow","Resource":"*"},{"Action":"elasticloadbalancing:Describe*","Effect":"Allow","Resource":"*"},{"Action":["cloudwatch:ListMetrics","cloudwatch:GetMetricStatistics","cloudwatch:Describe*"],"Effect":"Allow","Resource":"*"},{"Action":"autoscaling:Describe*","Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonECSInfrastructureRolePolicyForLoadBalancers",
            kRoot,
            6,
            "Lets ECS move traffic between target groups.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["elasticloadbalancing:DescribeListeners","elasticloadbalancing:DescribeRules","elasticloadbalancing:DescribeTargetGroups","elasticloadbalancing:DescribeTargetHealth"],"Effect":"Allow","Resource":"*","Sid":"ELBReadOperations"},{"Action":["elasticloadbalancing:RegisterTargets","elasticloadbalancing:DeregisterTargets"],"Effect":"Allow","Resource":"arn:aws:elasticloadbalancing:*:*:targetgroup/*/*","Sid":"TargetGroupOperations"},{"Action":"elasticloadbalancing:ModifyListener","Effect":"Allow","Resource":["arn:aws:elasticloadbalancing:*:*:listener/app/*/*/*"],"Sid":"ALBModifyListeners"},{"Action":"elasticloadbalancing:ModifyListener","Effect":"Allow","Resource":["arn:aws:elasticloadbalancing:*:*:listener/net/*/*/*"],"Sid":"NLBModifyListeners"},{"Action":"elasticloadbalancing:ModifyRule","Effect":"Allow","Resource":["arn:aws:elasticloadbalancing:*:*:listener-rule/app/*/*/*/*"],"Sid":"ALBModifyRules"}]})"
        },
        AwsPolicy{
            "AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
            kServiceRole,
            4,
            "Lets ECS make certificates for Service Connect.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"secretsmanager:CreateSecret","Condition":{"ArnLike":{"aws:RequestTag/AmazonECSCreated":["arn:aws:ecs:*:*:service/*/*","arn:aws:ecs:*:*:task-set/*/*"]},"StringEquals":{"aws:RequestTag/AmazonECSManaged":"true","aws:ResourceAccount":"${aws:PrincipalAccount}"}},"Effect":"Allow","Resource":"arn:aws:secretsmanager:*:*:secret:ecs-sc!*","Sid":"CreateSecret"},{"Action":"secretsmanager:TagResource","Condition":{"ArnLike":{"aws:RequestTag/AmazonECSCreated":["arn:aws:ecs:*:*:service/*/*","arn:aws:ecs:*:*:task-set/*/*"]},"StringEquals":{"aws:RequestTag/AmazonECSManaged":"true","aws:ResourceAccount":"${aws:PrincipalAccount}"}},"Effect":"Allow","Resource":"arn:aws:secretsmanager:*:*:secret:ecs-sc!*","Sid":"TagOnCreateSecret"},{"Action":["secretsmanager:UpdateSecret","secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","secretsmanager:DeleteSecret","secretsmanager:RotateSecret","secretsmanager:UpdateSecretVersionStage"],"Condition":{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}","secretsmanager:ResourceTag/aws:secretsmanager:owningService":"ecs-sc"}},"Effect":"Allow","Resource":"arn:aws:secretsmanager:*:*:secret:ecs-sc!*","Sid":"RotateTLSCertificateSecret"},{"Action":["secretsmanager:DescribeSecret"],"Condition":{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}},"Effect":"Allow","Resource":"arn:aws:secretsmanager:*:*:secret:ecs-sc!*","Sid":"DescribeTLSCertificateSecret"},{"Action":["acm-pca:GetCertificate","acm-pca:GetCertificateAuthorityCertificate","acm-pca:DescribeCertificateAuthority"],"Condition":{"StringEquals":{"aws:ResourceTag/AmazonECSManaged":"true"}},"Effect":"Allow","Resource":"*","Sid":"ManagePrivateCertificateAuthority"},{"Action":["acm-pca:IssueCertificate"],"Condition":{"StringEquals":{"acm-pca:TemplateArn":"arn:aws:acm-pca:::template/EndEntityCertificate/V1","aws:ResourceTag/AmazonECSManaged":"true"}},"Effect":"Allow","Resource":"*","Sid":"ManagePrivateCertificateAuthorityForIssuingEndEntityCertificate"}]})"
        },
        AwsPolicy{
            "AmazonECSInfrastructureRolePolicyForVolumes",
            kServiceRole,
            5,
            "Provides access to other AWS service resources required to manage volumes associated "
            "with ECS workloads on your behalf.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"ec2:CreateVolume","Condition":{"ArnLike":{"aws:RequestTag/AmazonECSCreated":"arn:aws:ecs:*:*:task/*"},"StringEquals":{"aws:RequestTag/AmazonECSManaged":"true"}},"Effect":"Allow","Resource":"arn:aws:ec2:*:*:volume/*","Sid":"CreateEBSManagedVolume"},{"Action":"ec2:CreateVolume","Effect":"Allow","Resource":"arn:aws:ec2:*:*:snapshot/*","Sid":"CreateEBSManagedVolumeFromSnapshot"},{"Action":"ec2:CreateTags","Condition":{"ArnLike":{"aws:RequestTag/AmazonECSCreated":"arn:aws:ecs:*:*:task/*"},"StringEquals":{"aws:RequestTag/AmazonECSManaged":"true","ec2:CreateAction":"CreateVolume"}},"Effect":"Allow","Resource":"arn:aws:ec2:*:*:volume/*","Sid":"TagOnCreateVolume"},{"Action":["ec2:DescribeVolumes","ec2:DescribeAvailabilityZones"],"Effect":"Allow","Resource":"*","Sid":"DescribeVolumesForLifecycle"},{"Action":["ec2:DescribeInstances"],"Effect":"Allow","Resource":"*","Sid":"DescribeInstancesForAttachingVolume"},{"Action":["ec2:AttachVolume","ec2:DetachVolume"],"Condition":{"StringEquals":{"aws:ResourceTag/AmazonECSManaged":"true"}},"Effect":"Allow","Resource":"arn:aws:ec2:*:*:volume/*","Sid":"ManageEBSVolumeLifecycle"},{"Action":["ec2:AttachVolume","ec2:DetachVolume"],"Effect":"Allow","Resource":"arn:aws:ec2:*:*:instance/*","Sid":"ManageVolumeAttachmentsForEC2"},{"Action":"ec2:DeleteVolume","Condition":{"ArnLike":{"aws:ResourceTag/AmazonECSCreated":"arn:aws:ecs:*:*:task/*"},"StringEquals":{"aws:ResourceTag/AmazonECSManaged":"true"}},"Effect":"Allow","Resource":"arn:aws:ec2:*:*:volume/*","Sid":"DeleteEBSManagedVolume"}]})"
        },
        AwsPolicy{
            "AmazonECSInfrastructureRolePolicyForVpcLattice",
            kRoot,
            1,
            "Lets ECS register targets with VPC Lattice.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["vpc-lattice:RegisterTargets","vpc-lattice:DeregisterTargets"],"Effect":"Allow","Resource":["arn:aws:vpc-lattice:*:*:targetgroup/*"],"Sid":"ManagedVpcLatticeTargetRegistration"},{"Action":"vpc-lattice:GetTargetGroup","Effect":"Allow","Resource":["arn:aws:vpc-lattice:*:*:targetgroup/*"],"Sid":"DescribeVpcLatticeTargetGroup"},{"Action":"vpc-lattice:ListTargets","Effect":"Allow","Resource":["arn:aws:vpc-lattice:*:*:targetgroup/*"],"Sid":"ListVpcLatticeTargets"},{"Action":["ec2:DescribeSubnets","ec2:DescribeVpcs","ec2:DescribeInstances"],"Effect":"Allow","Resource":["*"],"Sid":"DescribeEc2Resources"}]})"
        },
        AwsPolicy{
            "AmazonECSTaskExecutionRolePolicy",
            kServiceRole,
            1,
            "Provides access to other AWS service resources that are required to run Amazon ECS "
            "tasks",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonECS_FullAccess",
            kRoot,
            21,
            "Provides administrative access to Amazon ECS resources and enables ECS features "
            "through access to other AWS service resources, including VPCs, Auto Scaling groups, "
            "and CloudFormation stacks.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["application-autoscaling:DeleteScalingPolicy","application-autoscaling:DeregisterScalableTarget","application-autoscaling:DescribeScalableTargets","application-autoscaling:DescribeScalingActivities","application-autoscaling:DescribeScalingPolicies","application-autoscaling:PutScalingPolicy","application-autoscaling:RegisterScalableTarget","appmesh:DescribeVirtualGateway","appmesh:DescribeVirtualNode","appmesh:ListMeshes","appmesh:ListVirtualGateways","appmesh:ListVirtualNodes","autoscaling:CreateAutoScalingGroup","autoscaling:CreateLaunchConfiguration","autoscaling:DeleteAutoScalingGroup","autoscaling:DeleteLaunchConfiguration","autoscaling:Describe*","autoscaling:UpdateAutoScalingGroup","cloudformation:CreateStack","cloudformation:DeleteStack","cloudformation:DescribeStack*","cloudformation:UpdateStack","cloudwatch:DeleteAlarms","cloudwatch:DescribeAlarms","cloudwatch:GetMetricStatistics","cloudwatch:PutMetricAlarm","codedeploy:BatchGetApplicationRevisions","codedeploy:BatchGetApplications","codedeploy:BatchGetDeploymentGroups","codedeploy:BatchGetDeployments","codedeploy:ContinueDeployment","codedeploy:CreateApplication","codedeploy:CreateDeployment","codedeploy:CreateDeploymentGroup","codedeploy:GetApplication","codedeploy:GetApplicationRevision","codedeploy:GetDeployment","codedeploy:GetDeploymentConfig","codedeploy:GetDeploymentGroup","codedeploy:GetDeploymentTarget","codedeploy:ListApplicationRevisions","codedeploy:ListApplications","codedeploy:ListDeploymentConfigs","codedeploy:ListDeploymentGroups","codedeploy:ListDeployments","codedeploy:ListDeploymentTargets","codedeploy:RegisterApplicationRevision","codedeploy:StopDeployment","ec2:AssociateRouteTable","ec2:AttachInternetGateway","ec2:AuthorizeSecurityGroupIngress","ec2:CancelSpotFleetRequests","ec2:CreateInternetGateway","ec2:CreateLaunchTemplate","ec2:CreateRoute","ec2:CreateRouteTable","ec2:CreateSecurityGroup","ec2:CreateSubnet","ec2:CreateVpc","ec2:DeleteLaunchTemplate","ec2:DeleteSubnet","ec2:DeleteVpc","ec2:Describe*","ec2:DetachInternetGateway","ec2:DisassociateRouteTable","ec2:ModifySubnetAttribute","ec2:ModifyVpcAttribute","ec2:RequestSpotFleet","ec2:RunInstances","ecs:*","elasticfilesystem:DescribeAccessPoints","elasticfilesystem:DescribeFileSystems","elasticloadbalancing:CreateListener","elasticloadbalancing:CreateLoadBalancer","elasticloadbalancing:CreateRule","elasticloadbalancing:CreateTargetGroup","elasticloadbalancing:DeleteListener","elasticloadbalancing:DeleteLoadBalancer","elasticloadbalancing:DeleteRule","elasticloadbalancing:DeleteTargetGroup","elasticloadbalancing:DescribeListeners","elasticloadbalancing:DescribeLoadBalancers","elasticloadbalancing:DescribeRules","elasticloadbalancing:DescribeTargetGroups","events:DeleteRule","events:DescribeRule","events:ListRuleNamesByTarget","events:ListTargetsByRule","events:PutRule","events:PutTargets","events:RemoveTargets","fsx:DescribeFileSystems","iam:ListAttachedRolePolicies","iam:ListInstanceProfiles","iam:ListRoles","lambda:ListFunctions","logs:CreateLogGroup","logs:DescribeLogGroups","logs:FilterLogEvents","route53:CreateHostedZone","route53:DeleteHostedZone","route53:GetHealthCheck","route53:GetHostedZone","route53:ListHostedZonesByName","servicediscovery:CreatePrivateDnsNamespace","servicediscovery:CreateService","servicediscovery:DeleteService","servicediscovery:GetNamespace","servicediscovery:GetOperation","servicediscovery:GetService","servicediscovery:ListNamespaces","servicediscovery:ListServices","servicediscovery:UpdateService","sns:ListTopics"],"Effect":"Allow","Resource":["*"],"Sid":"ECSIntegrationsManagementPolicy"},{"Action":["ssm:GetParameter","ssm:GetParameters","ssm:GetParametersByPath"],"Effect":"Allow","Resource":"arn:aws:ssm:*:*:parameter/aws/service/ecs*","Sid":"SSMPolicy"},{"Action":["ec2:DeleteInternetGateway","ec2:DeleteRoute","ec2:DeleteRouteTable","ec2:DeleteSecurityGroup"],"Condition":{"StringLike":{"ec2:ResourceTag/aws:cloudformation:stack-name":"EC2ContainerService-*"}},"Effect":"Allow","Resource":["*"],"Sid":"ManagedCloudformationResourcesCleanupPolicy"},{"Action":"iam:PassRole","Condition":{"StringLike":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}},"Effect":"Allow","Resource":["*"],"Sid":"TasksPassRolePolicy"},{"Action":"iam:PassRole","Condition":{"StringEquals":{"iam:PassedToService":"ecs.amazonaws.com"}},"Effect":"Allow","Resource":["arn:aws:iam::*:role/ecsInfrastructureRole"],"Sid":"InfrastructurePassRolePolicy"},{"Action":"iam:PassRole","Condition":{"StringLike":{"iam:PassedToService":["ec2.amazonaws.com","ec2.amazonaws.com.cn"]}},"Effect":"Allow","Resource":["arn:aws:iam::*:role/ecsInstanceRole*"],"Sid":"InstancePassRolePolicy"},{"Action":"iam:PassRole","Condition":{"StringLike":{"iam:PassedToService":["application-autoscaling.amazonaws.com","application-autoscaling.amazonaws.com.cn"]}},"Effect":"Allow","Resource":["arn:aws:iam::*:role/ecsAutoscaleRole*"],"Sid":"AutoScalingPassRolePolicy"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringLike":{"iam:AWSServiceName":["ecs.amazonaws.com","autoscaling.amazonaws.com","ecs.application-autoscaling.amazonaws.com","spot.amazonaws.com","spotfleet.amazonaws.com"]}},"Effect":"Allow","Resource":"*","Sid":"ServiceLinkedRoleCreationPolicy"},{"Action":["elasticloadbalancing:AddTags"],"Condition":{"StringEquals":{"elasticloadbalancing:CreateAction":["CreateTargetGroup","CreateRule","CreateListener","CreateLoadBalancer"]}},"Effect":"Allow","Resource":"*","Sid":"ELBTaggingPolicy"}]})"
        },
        AwsPolicy{
            "AmazonElasticFileSystemClientFullAccess",
            kRoot,
            1,
            "Mounts EFS file systems as root.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["elasticfilesystem:ClientMount","elasticfilesystem:ClientRootAccess","elasticfilesystem:ClientWrite","elasticfilesystem:DescribeMountTargets"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonElasticFileSystemClientReadWriteAccess",
            kRoot,
            1,
            "Mounts EFS file systems, reads and writes.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["elasticfilesystem:ClientMount","elasticfilesystem:ClientWrite","elasticfilesystem:DescribeMountTargets"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonS3FullAccess",
            kRoot,
            2,
            "Provides full access to all buckets via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["s3:*","s3-object-lambda:*"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonS3ReadOnlyAccess",
            kRoot,
            3,
            "Provides read only access to all buckets via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonSNSFullAccess",
            kRoot,
            2,
            "All of SNS.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"sns:*","Effect":"Allow","Resource":"*","Sid":"SNSFullAccess"},{"Action":["sms-voice:DescribeVerifiedDestinationNumbers","sms-voice:CreateVerifiedDestinationNumber","sms-voice:SendDestinationNumberVerificationCode","sms-voice:SendTextMessage","sms-voice:DeleteVerifiedDestinationNumber","sms-voice:VerifyDestinationNumber","sms-voice:DescribeAccountAttributes","sms-voice:DescribeSpendLimits","sms-voice:DescribePhoneNumbers","sms-voice:SetTextMessageSpendLimitOverride","sms-voice:DescribeOptedOutNumbers","sms-voice:DeleteOptedOutNumber"],"Condition":{"StringEquals":{"aws:CalledViaLast":"sns.amazonaws.com"}},"Effect":"Allow","Resource":"*","Sid":"SMSAccessViaSNS"}]})"
        },
        AwsPolicy{
            "AmazonSQSFullAccess",
            kRoot,
            1,
            "Provides full access to Amazon SQS via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["sqs:*"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonSQSReadOnlyAccess",
            kRoot,
            4,
            "Reads of SQS.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["sqs:GetQueueAttributes","sqs:GetQueueUrl","sqs:ListDeadLetterSourceQueues","sqs:ListQueues","sqs:ListMessageMoveTasks","sqs:ListQueueTags"],"Effect":"Allow","Resource":"*","Sid":"AmazonSQSReadOnlyAccess"}]})"
        },
        AwsPolicy{"AmazonSSMFullAccess", kRoot, 4, "All of Systems Manager.", R"({"Version":"2012-10-17","Statement":[{"Action":["cloudwatch:PutMetricData","ds:CreateComputer","ds:DescribeDirectories","ec2:DescribeInstanceStatus","logs:*","ssm:*","ec2messages:*"],"Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringLike":{"iam:AWSServiceName":"ssm.amazonaws.com"}},"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*"},{"Action":["iam:DeleteServiceLinkedRole","iam:GetServiceLinkedRoleDeletionStatus"],"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*"},{"Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Effect":"Allow","Resource":"*"}]})"},
        AwsPolicy{
            "AmazonSSMManagedEC2InstanceDefaultPolicy",
            kRoot,
            2,
            "Lets Systems Manager manage instances.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ssm:DescribeAssociation","ssm:GetDeployablePatchSnapshotForInstance","ssm:GetDocument","ssm:DescribeDocument","ssm:GetManifest","ssm:ListAssociations","ssm:ListInstanceAssociations","ssm:PutInventory","ssm:PutComplianceItems","ssm:PutConfigurePackageResult","ssm:UpdateAssociationStatus","ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation"],"Effect":"Allow","Resource":"*","Sid":"AllowSSMAgentPermissions"},{"Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Effect":"Allow","Resource":"*","Sid":"AllowSSMChannelMessaging"},{"Action":["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage","ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"],"Effect":"Allow","Resource":"*","Sid":"AllowSSMLegacyMessaging"}]})"
        },
        AwsPolicy{
            "AmazonSSMManagedInstanceCore",
            kRoot,
            2,
            "The policy for Amazon EC2 Role to enable AWS Systems Manager service core "
            "functionality.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ssm:DescribeAssociation","ssm:GetDeployablePatchSnapshotForInstance","ssm:GetDocument","ssm:DescribeDocument","ssm:GetManifest","ssm:GetParameter","ssm:GetParameters","ssm:ListAssociations","ssm:ListInstanceAssociations","ssm:PutInventory","ssm:PutComplianceItems","ssm:PutConfigurePackageResult","ssm:UpdateAssociationStatus","ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation"],"Effect":"Allow","Resource":"*"},{"Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Effect":"Allow","Resource":"*"},{"Action":["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage","ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "AmazonSSMReadOnlyAccess",
            kRoot,
            1,
            "Provides read only access to Amazon SSM.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["ssm:Describe*","ssm:Get*","ssm:List*"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{"AmazonVPCReadOnlyAccess", kRoot, 12, "Reads of VPCs.", R"({"Version":"2012-10-17","Statement":[{"Action":["ec2:DescribeAccountAttributes","ec2:DescribeAddresses","ec2:DescribeCarrierGateways","ec2:DescribeClassicLinkInstances","ec2:DescribeCustomerGateways","ec2:DescribeDhcpOptions","ec2:DescribeEgressOnlyInternetGateways","ec2:DescribeFlowLogs","ec2:DescribeInternetGateways","ec2:DescribeLocalGatewayRouteTables","ec2:DescribeLocalGatewayRouteTableVpcAssociations","ec2:DescribeMovingAddresses","ec2:DescribeNatGateways","ec2:DescribeNetworkAcls","ec2:DescribeNetworkInterfaceAttribute","ec2:DescribeNetworkInterfacePermissions","ec2:DescribeNetworkInterfaces","ec2:DescribePrefixLists","ec2:DescribeRouteTables","ec2:DescribeSecurityGroupReferences","ec2:DescribeSecurityGroupRules","ec2:DescribeSecurityGroups","ec2:DescribeSecurityGroupVpcAssociations","ec2:DescribeStaleSecurityGroups","ec2:DescribeSubnets","ec2:DescribeTags","ec2:DescribeVpcAttribute","ec2:DescribeVpcClassicLink","ec2:DescribeVpcClassicLinkDnsSupport","ec2:DescribeVpcEndpoints","ec2:DescribeVpcEndpointConnectionNotifications","ec2:DescribeVpcEndpointConnections","ec2:DescribeVpcEndpointServiceConfigurations","ec2:DescribeVpcEndpointServicePermissions","ec2:DescribeVpcEndpointServices","ec2:DescribeVpcPeeringConnections","ec2:DescribeVpcs","ec2:DescribeVpnConnections","ec2:DescribeVpnGateways","ec2:GetSecurityGroupsForVpc"],"Effect":"Allow","Resource":"*","Sid":"AmazonVPCReadOnlyAccess"}]})"},
        AwsPolicy{
            "AutoScalingFullAccess",
            kRoot,
            2,
            "All of Auto Scaling.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"autoscaling:*","Effect":"Allow","Resource":"*"},{"Action":"cloudwatch:PutMetricAlarm","Effect":"Allow","Resource":"*"},{"Action":["ec2:DescribeAccountAttributes","ec2:DescribeAvailabilityZones","ec2:DescribeImages","ec2:DescribeInstanceAttribute","ec2:DescribeInstances","ec2:DescribeKeyPairs","ec2:DescribeLaunchTemplateVersions","ec2:DescribePlacementGroups","ec2:DescribeSecurityGroups","ec2:DescribeSpotInstanceRequests","ec2:DescribeSubnets","ec2:DescribeVpcClassicLink"],"Effect":"Allow","Resource":"*"},{"Action":["elasticloadbalancing:DescribeLoadBalancers","elasticloadbalancing:DescribeTargetGroups"],"Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringEquals":{"iam:AWSServiceName":"autoscaling.amazonaws.com"}},"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "CloudWatchAgentServerPolicy",
            kRoot,
            3,
            "Permissions required to use AmazonCloudWatchAgent on servers",
            R"({"Version":"2012-10-17","Statement":[{"Action":["cloudwatch:PutMetricData","ec2:DescribeVolumes","ec2:DescribeTags","logs:PutLogEvents","logs:PutRetentionPolicy","logs:DescribeLogStreams","logs:DescribeLogGroups","logs:CreateLogStream","logs:CreateLogGroup","xray:PutTraceSegments","xray:PutTelemetryRecords","xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"],"Effect":"Allow","Resource":"*","Sid":"CWACloudWatchServerPermissions"},{"Action":["ssm:GetParameter"],"Effect":"Allow","Resource":"arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*","Sid":"CWASSMServerPermissions"}]})"
        },
        AwsPolicy{
            "CloudWatchFullAccess",
            kRoot,
            4,
            "Provides full access to CloudWatch.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["autoscaling:Describe*","cloudwatch:*","logs:*","sns:*","iam:GetPolicy","iam:GetPolicyVersion","iam:GetRole","oam:ListSinks"],"Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringLike":{"iam:AWSServiceName":"events.amazonaws.com"}},"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*"},{"Action":["oam:ListAttachedLinks"],"Effect":"Allow","Resource":"arn:aws:oam:*:*:sink/*"}]})"
        },
        AwsPolicy{
            "CloudWatchLogsFullAccess",
            kRoot,
            8,
            "Provides full access to CloudWatch Logs",
            R"({"Version":"2012-10-17","Statement":[{"Action":["logs:*","cloudwatch:GenerateQuery","cloudwatch:GenerateQueryResultsSummary","observabilityadmin:GetS3TableIntegration","observabilityadmin:ListS3TableIntegrations","observabilityadmin:ListTelemetryPipelines"],"Effect":"Allow","Resource":"*","Sid":"CloudWatchLogsFullAccess"}]})"
        },
        AwsPolicy{
            "CloudWatchLogsReadOnlyAccess",
            kRoot,
            12,
            "Provides read only access to CloudWatch Logs",
            R"({"Version":"2012-10-17","Statement":[{"Action":["logs:Describe*","logs:Get*","logs:List*","logs:StartQuery","logs:StopQuery","logs:TestMetricFilter","logs:FilterLogEvents","logs:StartLiveTail","logs:StopLiveTail","cloudwatch:GenerateQuery","cloudwatch:GenerateQueryResultsSummary","observabilityadmin:ListS3TableIntegrations","observabilityadmin:GetS3TableIntegration","observabilityadmin:ListTelemetryPipelines"],"Effect":"Allow","Resource":"*","Sid":"CloudWatchLogsReadOnlyAccess"}]})"
        },
        AwsPolicy{
            "CloudWatchReadOnlyAccess", kRoot, 24, "Provides read only access to CloudWatch.", R"({"Version":"2012-10-17","Statement":[{"Action":["application-autoscaling:DescribeScalingPolicies","application-signals:BatchGet*","application-signals:Get*","application-signals:List*","autoscaling:Describe*","cloudtrail:ListChannels","cloudwatch:BatchGet*","cloudwatch:Describe*","cloudwatch:GenerateQuery","cloudwatch:Get*","cloudwatch:List*","logs:Get*","logs:List*","logs:StartQuery","logs:StopQuery","logs:Describe*","logs:TestMetricFilter","logs:FilterLogEvents","logs:StartLiveTail","logs:StopLiveTail","oam:ListSinks","observabilityadmin:GetCentralizationRuleForOrganization","observabilityadmin:ListCentralizationRulesForOrganization","observabilityadmin:GetTelemetryEvaluationStatus","observabilityadmin:GetTelemetryEvaluationStatusForOrganization","observabilityadmin:GetTelemetryRule","observabilityadmin:GetTelemetryRuleForOrganization","observabilityadmin:ListResourceTelemetry","observabilityadmin:ListResourceTelemetryForOrganization","observabilityadmin:ListTelemetryRules","observabilityadmin:ListTelemetryRulesForOrganization","observabilityadmin:GetTelemetryEnrichmentStatus","observabilityadmin:ListTagsForResource","observabilityadmin:GetTelemetryPipeline","observabilityadmin:ListTelemetryPipelines","observabilityadmin:TestTelemetryPipeline","observabilityadmin:ValidateTelemetryPipelineConfiguration","observabilityadmin:GetS3TableIntegration","observabilityadmin:ListS3TableIntegrations","sns:Get*","sns:List*","rum:BatchGet*","rum:Get*","rum:List*","synthetics:Describe*","synthetics:Get*","synthetics:List*","xray:BatchGet*","xray:Get*","xray:List*","xray:StartTraceRetrieval","xray:CancelTraceRetrieval"],"Effect":"Allow","Resource":"*","Sid":"CloudWatchReadOnlyAccessPermissions"},{"Action":["oam:ListAttachedLinks"],"Effect":"Allow","Resource":"arn:aws:oam:*:*:sink/*","Sid":"OAMReadPermissions"},{"Action":"iam:GetRole","Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/application-signals.cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatchApplicationSignals","Sid":"CloudWatchReadOnlyGetRolePermissions"},{"Action":["cloudtrail:GetChannel"],"Effect":"Allow","Resource":"arn:aws:cloudtrail:*:*:channel/aws-service-channel/application-signals/*","Sid":"CloudWatchCloudTrailPermissions"},{"Action":["servicequotas:GetServiceQuota"],"Effect":"Allow","Resource":["arn:aws:servicequotas:*:*:s3/*","arn:aws:servicequotas:*:*:dynamodb/*","arn:aws:servicequotas:*:*:kinesis/*","arn:aws:servicequotas:*:*:sns/*","arn:aws:servicequotas:*:*:bedrock/*","arn:aws:servicequotas:*:*:lambda/*","arn:aws:servicequotas:*:*:fargate/*","arn:aws:servicequotas:*:*:elasticloadbalancing/*","arn:aws:servicequotas:*:*:ec2/*"],"Sid":"CloudWatchServiceQuotaPermissions"},{"Action":["resource-explorer-2:ListIndexes","resource-explorer-2:Search"],"Effect":"Allow","Resource":["arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignals/service-view","arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignalsOrgScopeProd/service-view"],"Sid":"CloudWatchResourceExplorerPermissions"}]})"
        },
        AwsPolicy{
            "ElasticLoadBalancingFullAccess",
            kRoot,
            9,
            "All of Elastic Load Balancing.",
            R"({"Version":"2012-10-17","Statement":[{"Action":"elasticloadbalancing:*","Effect":"Allow","Resource":"*"},{"Action":["ec2:DescribeAccountAttributes","ec2:DescribeAddresses","ec2:DescribeInternetGateways","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","ec2:DescribeVpcClassicLink","ec2:DescribeInstances","ec2:DescribeNetworkInterfaces","ec2:DescribeClassicLinkInstances","ec2:DescribeRouteTables","ec2:DescribeCoipPools","ec2:GetCoipPoolUsage","ec2:GetSecurityGroupsForVpc","ec2:DescribeVpcPeeringConnections","ec2:DescribeAvailabilityZones","cognito-idp:DescribeUserPoolClient"],"Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringEquals":{"iam:AWSServiceName":"elasticloadbalancing.amazonaws.com"}},"Effect":"Allow","Resource":"*"},{"Action":"arc-zonal-shift:*","Effect":"Allow","Resource":"arn:aws:elasticloadbalancing:*:*:loadbalancer/*"},{"Action":["arc-zonal-shift:ListManagedResources","arc-zonal-shift:ListZonalShifts"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "ElasticLoadBalancingReadOnly",
            kRoot,
            3,
            "Reads of Elastic Load Balancing.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["elasticloadbalancing:Describe*","elasticloadbalancing:Get*"],"Effect":"Allow","Resource":"*","Sid":"Statement1"},{"Action":["ec2:DescribeInstances","ec2:DescribeClassicLinkInstances","ec2:DescribeSecurityGroups"],"Effect":"Allow","Resource":"*","Sid":"Statement2"},{"Action":"arc-zonal-shift:GetManagedResource","Effect":"Allow","Resource":"arn:aws:elasticloadbalancing:*:*:loadbalancer/*","Sid":"Statement3"},{"Action":["arc-zonal-shift:ListManagedResources","arc-zonal-shift:ListZonalShifts"],"Effect":"Allow","Resource":"*","Sid":"Statement4"}]})"
        },
        AwsPolicy{
            "IAMFullAccess",
            kRoot,
            2,
            "Provides full access to IAM via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["iam:*","organizations:DescribeAccount","organizations:DescribeOrganization","organizations:DescribeOrganizationalUnit","organizations:DescribePolicy","organizations:ListChildren","organizations:ListParents","organizations:ListPoliciesForTarget","organizations:ListRoots","organizations:ListPolicies","organizations:ListTargetsForPolicy"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "IAMReadOnlyAccess",
            kRoot,
            4,
            "Provides read only access to IAM via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["iam:GenerateCredentialReport","iam:GenerateServiceLastAccessedDetails","iam:Get*","iam:List*","iam:SimulateCustomPolicy","iam:SimulatePrincipalPolicy"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "PowerUserAccess",
            kRoot,
            12,
            "Provides full access to AWS services and resources, but does not allow management of "
            "Users and groups.",
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},{"Action":["account:GetAccountInformation","account:GetGovCloudAccountInformation","account:GetPrimaryEmail","account:ListRegions","iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles","organizations:DescribeEffectivePolicy","organizations:DescribeOrganization"],"Effect":"Allow","Resource":"*"}]})"
        },
        AwsPolicy{
            "ReadOnlyAccess",
            kRoot,
            182,
            "Provides read-only access to AWS services and resources.",
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["acm:Describe*","acm:Get*","acm:List*","application-autoscaling:Describe*","application-autoscaling:ListTagsForResource","autoscaling:Describe*","cloudformation:Describe*","cloudformation:Get*","cloudformation:List*","cloudwatch:Describe*","cloudwatch:Get*","cloudwatch:List*","dynamodb:BatchGet*","dynamodb:Describe*","dynamodb:Get*","dynamodb:List*","dynamodb:Query","dynamodb:Scan","ec2:Describe*","ec2:Get*","ecr:BatchCheck*","ecr:BatchGet*","ecr:Describe*","ecr:Get*","ecr:List*","ecs:Describe*","ecs:List*","elasticloadbalancing:Describe*","events:Describe*","events:List*","events:Test*","iam:Generate*","iam:Get*","iam:List*","iam:Simulate*","kms:Describe*","kms:Get*","kms:List*","lambda:Get*","lambda:List*","logs:Describe*","logs:FilterLogEvents","logs:Get*","logs:List*","logs:StartQuery","logs:StopQuery","route53:Get*","route53:List*","route53:Test*","s3:Get*","s3:List*","scheduler:Get*","scheduler:List*","secretsmanager:Describe*","secretsmanager:GetResourcePolicy","secretsmanager:List*","servicediscovery:Get*","servicediscovery:List*","sns:Get*","sns:List*","sqs:Get*","sqs:List*","sqs:ReceiveMessage","ssm:Describe*","ssm:Get*","ssm:List*","sts:GetAccessKeyInfo","sts:GetCallerIdentity","sts:GetSessionToken"],"Resource":"*"}]})"
        },
        AwsPolicy{
            "SecretsManagerReadWrite",
            kRoot,
            5,
            "Provides read/write access to AWS Secrets Manager via the AWS Management Console.",
            R"({"Version":"2012-10-17","Statement":[{"Action":["secretsmanager:*","cloudformation:CreateChangeSet","cloudformation:DescribeChangeSet","cloudformation:DescribeStackResource","cloudformation:DescribeStacks","cloudformation:ExecuteChangeSet","docdb-elastic:GetCluster","docdb-elastic:ListClusters","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","kms:DescribeKey","kms:ListAliases","kms:ListKeys","lambda:ListFunctions","rds:DescribeDBClusters","rds:DescribeDBInstances","redshift:DescribeClusters","redshift-serverless:ListWorkgroups","redshift-serverless:GetNamespace","tag:GetResources"],"Effect":"Allow","Resource":"*","Sid":"BasePermissions"},{"Action":["lambda:AddPermission","lambda:CreateFunction","lambda:GetFunction","lambda:InvokeFunction","lambda:UpdateFunctionConfiguration"],"Effect":"Allow","Resource":"arn:aws:lambda:*:*:function:SecretsManager*","Sid":"LambdaPermissions"},{"Action":["serverlessrepo:CreateCloudFormationChangeSet","serverlessrepo:GetApplication"],"Effect":"Allow","Resource":"arn:aws:serverlessrepo:*:*:applications/SecretsManager*","Sid":"SARPermissions"},{"Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::awsserverlessrepo-changesets*","arn:aws:s3:::secrets-manager-rotation-apps-*/*"],"Sid":"S3Permissions"}]})"
        },
    };

static_assert(std::ranges::is_sorted(kAwsPolicies, {}, &AwsPolicy::name));

}  // namespace

std::span<const AwsPolicy> aws_policies() {
    return kAwsPolicies;
}

}  // namespace gantry::iam

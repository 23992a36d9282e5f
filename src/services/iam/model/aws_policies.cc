#include "services/iam/model/aws_policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/iam/model/names.h"
#include "wire/digest.h"

namespace gantry::iam {
namespace {

constexpr std::string_view kRoot = "/";
constexpr std::string_view kServiceRole = "/service-role/";

// Source: AWS Managed Policy Reference Guide, and the developer guides of ECS and EC2.
constexpr std::array kAwsPolicies{
    AwsPolicy{
        "AdministratorAccess",
        kRoot,
        1,
        "Provides full access to AWS services and resources.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonDynamoDBReadOnlyAccess",
        kRoot,
        15,
        "Provides read only access to Amazon DynamoDB.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["dynamodb:BatchGetItem","dynamodb:Describe*","dynamodb:List*","dynamodb:GetItem","dynamodb:Query","dynamodb:Scan"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerRegistryFullAccess",
        kRoot,
        3,
        "Provides administrative access to Amazon ECR resources",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:*","cloudtrail:LookupEvents"],"Resource":"*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":["replication.ecr.amazonaws.com"]}}}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerRegistryPowerUser",
        kRoot,
        3,
        "Provides full access to Amazon ECR repositories, but does not allow repository "
        "deletion or policy changes.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerRegistryReadOnly",
        kRoot,
        3,
        "Provides read-only access to Amazon ECR repositories.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerServiceAutoscaleRole",
        kServiceRole,
        2,
        "Policy to enable Task Autoscaling for Amazon EC2 Container Service",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:DescribeServices","ecs:UpdateService"],"Resource":["*"]},{"Effect":"Allow","Action":["cloudwatch:DescribeAlarms","cloudwatch:PutMetricAlarm"],"Resource":["*"]}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerServiceEventsRole",
        kServiceRole,
        3,
        "Policy to enable CloudWatch Events for EC2 Container Service",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:RunTask"],"Resource":["*"]},{"Effect":"Allow","Action":"iam:PassRole","Resource":["*"],"Condition":{"StringLike":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}},{"Effect":"Allow","Action":"ecs:TagResource","Resource":"*","Condition":{"StringEquals":{"ecs:CreateAction":["RunTask"]}}}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerServiceRole",
        kServiceRole,
        2,
        "Default policy for Amazon ECS service role.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:AuthorizeSecurityGroupIngress","ec2:Describe*","elasticloadbalancing:DeregisterInstancesFromLoadBalancer","elasticloadbalancing:DeregisterTargets","elasticloadbalancing:Describe*","elasticloadbalancing:RegisterInstancesWithLoadBalancer","elasticloadbalancing:RegisterTargets"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonEC2ContainerServiceforEC2Role",
        kServiceRole,
        10,
        "Default policy for the Amazon EC2 Role for Amazon EC2 Container Service.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:DescribeTags","ecs:CreateCluster","ecs:DeregisterContainerInstance","ecs:DiscoverPollEndpoint","ecs:Poll","ecs:RegisterContainerInstance","ecs:StartTelemetrySession","ecs:UpdateContainerInstancesState","ecs:Submit*","ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"},{"Effect":"Allow","Action":"ecs:TagResource","Resource":"*","Condition":{"StringEquals":{"ecs:CreateAction":["CreateCluster","RegisterContainerInstance"]}}}]})"
    },
    AwsPolicy{
        "AmazonEC2FullAccess",
        kRoot,
        5,
        "Provides full access to Amazon EC2 via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Action":"ec2:*","Effect":"Allow","Resource":"*"},{"Effect":"Allow","Action":"elasticloadbalancing:*","Resource":"*"},{"Effect":"Allow","Action":"cloudwatch:*","Resource":"*"},{"Effect":"Allow","Action":"autoscaling:*","Resource":"*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":["autoscaling.amazonaws.com","ec2scheduled.amazonaws.com","elasticloadbalancing.amazonaws.com","spot.amazonaws.com","spotfleet.amazonaws.com","transitgateway.amazonaws.com"]}}}]})"
    },
    AwsPolicy{
        "AmazonEC2ReadOnlyAccess",
        kRoot,
        5,
        "Provides read only access to Amazon EC2 via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:Describe*","ec2:GetSecurityGroupsForVpc","elasticloadbalancing:Describe*","cloudwatch:ListMetrics","cloudwatch:GetMetricStatistics","cloudwatch:Describe*","autoscaling:Describe*"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonECSInfrastructureRolePolicyForVolumes",
        kServiceRole,
        5,
        "Provides access to other AWS service resources required to manage volumes associated "
        "with ECS workloads on your behalf.",
        R"({"Version":"2012-10-17","Statement":[{"Sid":"CreateEBSManagedVolume","Effect":"Allow","Action":"ec2:CreateVolume","Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringEquals":{"aws:RequestTag/AmazonECSManaged":"true"},"ArnLike":{"aws:RequestTag/AmazonECSCreated":"arn:aws:ecs:*:*:task/*"}}},{"Sid":"TagOnCreateVolume","Effect":"Allow","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringEquals":{"ec2:CreateAction":"CreateVolume","aws:RequestTag/AmazonECSManaged":"true"}}},{"Sid":"DescribeVolumesForLifecycle","Effect":"Allow","Action":["ec2:DescribeVolumes","ec2:DescribeAvailabilityZones"],"Resource":"*"},{"Sid":"ManageEBSVolumeLifecycle","Effect":"Allow","Action":["ec2:AttachVolume","ec2:DetachVolume","ec2:DeleteVolume"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringEquals":{"aws:ResourceTag/AmazonECSManaged":"true"}}},{"Sid":"ManageVolumeAttachmentsForEC2","Effect":"Allow","Action":["ec2:AttachVolume","ec2:DetachVolume"],"Resource":"arn:aws:ec2:*:*:instance/*"}]})"
    },
    AwsPolicy{
        "AmazonECSTaskExecutionRolePolicy",
        kServiceRole,
        1,
        "Provides access to other AWS service resources that are required to run Amazon ECS "
        "tasks",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonECS_FullAccess",
        kRoot,
        21,
        "Provides administrative access to Amazon ECS resources and enables ECS features "
        "through access to other AWS service resources, including VPCs, Auto Scaling groups, "
        "and CloudFormation stacks.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["application-autoscaling:DeleteScalingPolicy","application-autoscaling:DeregisterScalableTarget","application-autoscaling:Describe*","application-autoscaling:PutScalingPolicy","application-autoscaling:RegisterScalableTarget","autoscaling:CreateAutoScalingGroup","autoscaling:CreateLaunchConfiguration","autoscaling:DeleteAutoScalingGroup","autoscaling:Describe*","autoscaling:UpdateAutoScalingGroup","cloudformation:CreateStack","cloudformation:DeleteStack","cloudformation:DescribeStack*","cloudformation:UpdateStack","cloudwatch:DeleteAlarms","cloudwatch:DescribeAlarms","cloudwatch:GetMetricStatistics","cloudwatch:PutMetricAlarm","ec2:AssociateRouteTable","ec2:AttachInternetGateway","ec2:AuthorizeSecurityGroupIngress","ec2:CreateInternetGateway","ec2:CreateLaunchTemplate","ec2:CreateRoute","ec2:CreateRouteTable","ec2:CreateSecurityGroup","ec2:CreateSubnet","ec2:CreateVpc","ec2:DeleteLaunchTemplate","ec2:DeleteSubnet","ec2:DeleteVpc","ec2:Describe*","ec2:ModifySubnetAttribute","ec2:ModifyVpcAttribute","ec2:RunInstances","ecs:*","elasticloadbalancing:*","events:DeleteRule","events:DescribeRule","events:ListRuleNamesByTarget","events:ListTargetsByRule","events:PutRule","events:PutTargets","events:RemoveTargets","iam:ListAttachedRolePolicies","iam:ListInstanceProfiles","iam:ListRoles","logs:CreateLogGroup","logs:DescribeLogGroups","logs:FilterLogEvents","route53:CreateHostedZone","route53:DeleteHostedZone","route53:GetHealthCheck","route53:GetHostedZone","route53:ListHostedZonesByName","servicediscovery:*"],"Resource":["*"]},{"Effect":"Allow","Action":["ssm:GetParameter","ssm:GetParameters","ssm:GetParametersByPath"],"Resource":"arn:aws:ssm:*:*:parameter/aws/service/ecs*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":["*"],"Condition":{"StringLike":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}},{"Effect":"Allow","Action":"iam:PassRole","Resource":["arn:aws:iam::*:role/ecsInstanceRole*"],"Condition":{"StringLike":{"iam:PassedToService":["ec2.amazonaws.com","ec2.amazonaws.com.cn"]}}},{"Effect":"Allow","Action":"iam:PassRole","Resource":["arn:aws:iam::*:role/ecsAutoscaleRole*"],"Condition":{"StringLike":{"iam:PassedToService":["application-autoscaling.amazonaws.com","application-autoscaling.amazonaws.com.cn"]}}},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringLike":{"iam:AWSServiceName":["autoscaling.amazonaws.com","ecs.amazonaws.com","ecs.application-autoscaling.amazonaws.com","spot.amazonaws.com","spotfleet.amazonaws.com"]}}}]})"
    },
    AwsPolicy{
        "AmazonS3FullAccess",
        kRoot,
        2,
        "Provides full access to all buckets via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonS3ReadOnlyAccess",
        kRoot,
        3,
        "Provides read only access to all buckets via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonSQSFullAccess",
        kRoot,
        1,
        "Provides full access to Amazon SQS via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Action":["sqs:*"],"Effect":"Allow","Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonSSMManagedInstanceCore",
        kRoot,
        2,
        "The policy for Amazon EC2 Role to enable AWS Systems Manager service core "
        "functionality.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:DescribeAssociation","ssm:GetDeployablePatchSnapshotForInstance","ssm:GetDocument","ssm:DescribeDocument","ssm:GetManifest","ssm:GetParameter","ssm:GetParameters","ssm:ListAssociations","ssm:ListInstanceAssociations","ssm:PutInventory","ssm:PutComplianceItems","ssm:PutConfigurePackageResult","ssm:UpdateAssociationStatus","ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation"],"Resource":"*"},{"Effect":"Allow","Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Resource":"*"},{"Effect":"Allow","Action":["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage","ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "AmazonSSMReadOnlyAccess",
        kRoot,
        1,
        "Provides read only access to Amazon SSM.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:Describe*","ssm:Get*","ssm:List*"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "CloudWatchAgentServerPolicy",
        kRoot,
        3,
        "Permissions required to use AmazonCloudWatchAgent on servers",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cloudwatch:PutMetricData","ec2:DescribeVolumes","ec2:DescribeTags","logs:PutLogEvents","logs:PutRetentionPolicy","logs:DescribeLogStreams","logs:DescribeLogGroups","logs:CreateLogStream","logs:CreateLogGroup"],"Resource":"*"},{"Effect":"Allow","Action":["ssm:GetParameter"],"Resource":"arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"}]})"
    },
    AwsPolicy{
        "CloudWatchFullAccess",
        kRoot,
        4,
        "Provides full access to CloudWatch.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["autoscaling:Describe*","cloudwatch:*","logs:*","sns:*","iam:GetPolicy","iam:GetPolicyVersion","iam:GetRole","oam:ListSinks"],"Resource":"*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*","Condition":{"StringLike":{"iam:AWSServiceName":"events.amazonaws.com"}}}]})"
    },
    AwsPolicy{
        "CloudWatchLogsFullAccess",
        kRoot,
        8,
        "Provides full access to CloudWatch Logs",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:*","cloudwatch:GenerateQuery"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "CloudWatchLogsReadOnlyAccess",
        kRoot,
        12,
        "Provides read only access to CloudWatch Logs",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:Describe*","logs:Get*","logs:List*","logs:StartQuery","logs:StopQuery","logs:TestMetricFilter","logs:FilterLogEvents","logs:StartLiveTail","logs:StopLiveTail","cloudwatch:GenerateQuery"],"Resource":"*"}]})"
    },
    AwsPolicy{"CloudWatchReadOnlyAccess", kRoot, 24, "Provides read only access to CloudWatch.", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["autoscaling:Describe*","cloudwatch:BatchGet*","cloudwatch:Describe*","cloudwatch:GenerateQuery","cloudwatch:Get*","cloudwatch:List*","logs:Get*","logs:List*","logs:StartQuery","logs:StopQuery","logs:Describe*","logs:TestMetricFilter","logs:FilterLogEvents","sns:Get*","sns:List*"],"Resource":"*"}]})"},
    AwsPolicy{
        "IAMFullAccess",
        kRoot,
        2,
        "Provides full access to IAM via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","organizations:DescribeAccount","organizations:DescribeOrganization"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "IAMReadOnlyAccess",
        kRoot,
        4,
        "Provides read only access to IAM via the AWS Management Console.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GenerateCredentialReport","iam:GenerateServiceLastAccessedDetails","iam:Get*","iam:List*","iam:SimulateCustomPolicy","iam:SimulatePrincipalPolicy"],"Resource":"*"}]})"
    },
    AwsPolicy{
        "PowerUserAccess",
        kRoot,
        12,
        "Provides full access to AWS services and resources, but does not allow management of "
        "Users and groups.",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},{"Effect":"Allow","Action":["account:GetAccountInformation","account:GetPrimaryEmail","account:ListRegions","iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles","organizations:DescribeOrganization"],"Resource":"*"}]})"
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
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["secretsmanager:*","cloudformation:CreateChangeSet","cloudformation:DescribeChangeSet","cloudformation:DescribeStackResource","cloudformation:DescribeStacks","cloudformation:ExecuteChangeSet","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","kms:DescribeKey","kms:ListAliases","kms:ListKeys","lambda:ListFunctions","rds:DescribeDBClusters","rds:DescribeDBInstances","tag:GetResources"],"Resource":"*"}]})"
    },
};

static_assert(std::ranges::is_sorted(kAwsPolicies, {}, &AwsPolicy::name));

constexpr std::string_view kOwner = "aws";

}  // namespace

std::string AwsPolicy::id() const {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text = "ANPA";
    const wire::Sha256 digest = wire::sha256(arn());
    for (std::size_t i = 0; i < 17; ++i) text += kLetters[digest[i] % kLetters.size()];
    return text;
}

std::string AwsPolicy::arn() const {
    return fmt::format("arn:aws:iam::aws:policy{}{}", path, name);
}

std::span<const AwsPolicy> aws_policies() {
    return kAwsPolicies;
}

bool is_aws_policy_arn(std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    return name.account == kOwner && name.type == "policy";
}

const AwsPolicy* find_aws_policy(std::string_view arn) {
    const EntityName wanted = parse_entity_arn(arn);
    if (wanted.account != kOwner || wanted.type != "policy") return nullptr;
    const auto* found = std::ranges::find(kAwsPolicies, wanted.name, &AwsPolicy::name);
    return found != kAwsPolicies.end() && found->path == wanted.path ? found : nullptr;
}

}  // namespace gantry::iam

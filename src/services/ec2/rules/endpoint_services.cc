#include "services/ec2/rules/endpoint_services.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::ec2 {
namespace {

struct Known {
    std::string_view word;
    std::string_view host;  // before ".<region>.amazonaws.com"
    bool gateway = false;
};

// Those that containers, and the tools around them, talk to.
constexpr Known kKnown[] = {
    {"acm-pca", "acm-pca"},
    {"application-autoscaling", "application-autoscaling"},
    {"autoscaling", "autoscaling"},
    {"cloudformation", "cloudformation"},
    {"codebuild", "codebuild"},
    {"codedeploy", "codedeploy"},
    {"dynamodb", "dynamodb", true},
    {"ec2", "ec2"},
    {"ec2messages", "ec2messages"},
    {"ecr.api", "api.ecr"},
    {"ecr.dkr", "dkr.ecr"},
    {"ecs", "ecs"},
    {"ecs-agent", "ecs-a"},
    {"ecs-telemetry", "ecs-t"},
    {"elasticfilesystem", "elasticfilesystem"},
    {"elasticloadbalancing", "elasticloadbalancing"},
    {"events", "events"},
    {"execute-api", "execute-api"},
    {"guardduty-data", "guardduty-data"},
    {"kinesis-firehose", "firehose"},
    {"kinesis-streams", "kinesis"},
    {"kms", "kms"},
    {"lambda", "lambda"},
    {"logs", "logs"},
    {"monitoring", "monitoring"},
    {"rds", "rds"},
    {"s3", "s3", true},
    {"scheduler", "scheduler"},
    {"secretsmanager", "secretsmanager"},
    {"servicediscovery", "servicediscovery"},
    {"sns", "sns"},
    {"sqs", "sqs"},
    {"ssm", "ssm"},
    {"ssmmessages", "ssmmessages"},
    {"states", "states"},
    {"sts", "sts"},
    {"xray", "xray"},
};

}  // namespace

std::string EndpointService::word() const {
    const std::size_t dot = name.find('.', std::string_view("com.amazonaws.").size());
    return name.substr(dot + 1);
}

std::vector<EndpointService> endpoint_services(std::string_view region) {
    std::vector<EndpointService> services;
    for (const Known& known : kKnown) {
        services.push_back({
            fmt::format("com.amazonaws.{}.{}", region, known.word),
            fmt::format("{}.{}.amazonaws.com", known.host, region),
            known.gateway,
        });
    }
    return services;
}

std::optional<EndpointService> find_endpoint_service(
    std::string_view region, std::string_view name
) {
    for (EndpointService& service : endpoint_services(region)) {
        if (service.name == name) return std::move(service);
    }
    return std::nullopt;
}

}  // namespace gantry::ec2

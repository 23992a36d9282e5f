#include "services/ssm/model/public_parameters.h"

#include <fmt/format.h>

#include "services/ssm/model/names.h"
#include "wire/digest.h"

namespace gantry::ssm {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

/// An image that ECS recommends, below /aws/service/ecs/optimized-ami/.
struct EcsImage {
    std::string_view path;
    std::string_view image;  ///< its name, behind "gantry-local-"
    std::string_view os;
};
constexpr EcsImage kEcsImages[] = {
    {"amazon-linux-2", "amzn2-ami-ecs-hvm-x86_64", "Amazon Linux 2"},
    {"amazon-linux-2/arm64", "amzn2-ami-ecs-hvm-arm64", "Amazon Linux 2"},
    {"amazon-linux-2/gpu", "amzn2-ami-ecs-gpu-hvm-x86_64", "Amazon Linux 2"},
    {"amazon-linux-2/inf", "amzn2-ami-ecs-inf-hvm-x86_64", "Amazon Linux 2"},
    {"amazon-linux-2/kernel-5.10", "amzn2-ami-ecs-kernel-5.10-hvm-x86_64", "Amazon Linux 2"},
    {"amazon-linux-2/kernel-5.10/arm64", "amzn2-ami-ecs-kernel-5.10-hvm-arm64", "Amazon Linux 2"},
    {"amazon-linux-2/kernel-5.10/gpu", "amzn2-ami-ecs-kernel-5.10-gpu-hvm-x86_64", "Amazon Linux 2"
    },
    {"amazon-linux-2/kernel-5.10/inf", "amzn2-ami-ecs-kernel-5.10-inf-hvm-x86_64", "Amazon Linux 2"
    },
    {"amazon-linux-2023", "al2023-ami-ecs-hvm-x86_64", "Amazon Linux 2023"},
    {"amazon-linux-2023/arm64", "al2023-ami-ecs-hvm-arm64", "Amazon Linux 2023"},
    {"amazon-linux-2023/gpu", "al2023-ami-ecs-gpu-hvm-x86_64", "Amazon Linux 2023"},
    {"amazon-linux-2023/inf", "al2023-ami-ecs-inf-hvm-x86_64", "Amazon Linux 2023"},
    {"amazon-linux-2023/neuron", "al2023-ami-ecs-neuron-hvm-x86_64", "Amazon Linux 2023"},
};

/// A parameter whose value is the id of an image.
struct ImageId {
    std::string_view name;
    std::string_view image;
};
constexpr ImageId kImageIds[] = {
    {"ami-amazon-linux-latest/al2023-ami-kernel-default-arm64", "al2023-ami-arm64"},
    {"ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "al2023-ami-x86_64"},
    {"ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64", "al2023-ami-minimal-arm64"},
    {"ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64", "al2023-ami-minimal-x86_64"
    },
    {"ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2", "amzn2-ami-hvm-arm64"},
    {"ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2", "amzn2-ami-hvm-x86_64"},
    {"ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2", "amzn2-ami-hvm-arm64"},
    {"ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2", "amzn2-ami-hvm-x86_64"},
    {"bottlerocket/aws-ecs-1/arm64/latest/image_id", "bottlerocket-aws-ecs-1-arm64"},
    {"bottlerocket/aws-ecs-1/x86_64/latest/image_id", "bottlerocket-aws-ecs-1-x86_64"},
    {"bottlerocket/aws-ecs-2/arm64/latest/image_id", "bottlerocket-aws-ecs-2-arm64"},
    {"bottlerocket/aws-ecs-2/x86_64/latest/image_id", "bottlerocket-aws-ecs-2-x86_64"},
};

struct Region {
    std::string_view code;
    std::string_view long_name;
};
constexpr Region kRegions[] = {
    {"ap-northeast-1", "Asia Pacific (Tokyo)"},
    {"ap-northeast-2", "Asia Pacific (Seoul)"},
    {"ap-northeast-3", "Asia Pacific (Osaka)"},
    {"ap-south-1", "Asia Pacific (Mumbai)"},
    {"ap-southeast-1", "Asia Pacific (Singapore)"},
    {"ap-southeast-2", "Asia Pacific (Sydney)"},
    {"ca-central-1", "Canada (Central)"},
    {"eu-central-1", "Europe (Frankfurt)"},
    {"eu-north-1", "Europe (Stockholm)"},
    {"eu-west-1", "Europe (Ireland)"},
    {"eu-west-2", "Europe (London)"},
    {"eu-west-3", "Europe (Paris)"},
    {"sa-east-1", "South America (Sao Paulo)"},
    {"us-east-1", "US East (N. Virginia)"},
    {"us-east-2", "US East (Ohio)"},
    {"us-west-1", "US West (N. California)"},
    {"us-west-2", "US West (Oregon)"},
};

constexpr std::string_view kLocal = "gantry-local-";
constexpr std::string_view kImageVersion = "1";

void add_ecs_image(Values& values, const EcsImage& image) {
    const std::string base =
        fmt::format("/aws/service/ecs/optimized-ami/{}/recommended", image.path);
    const std::string name = std::string(kLocal) + std::string(image.image);
    // The members of the JSON, each of which is a parameter, too.
    const std::pair<std::string_view, std::string> members[] = {
        {"ecs_agent_version", "gantry"},
        {"ecs_runtime_version", "Docker of the machine"},
        {"image_id", local_image_id(name)},
        {"image_name", name},
        {"image_version", std::string(kImageVersion)},
        {"os", std::string(image.os)},
        {"schema_version", "1"},
        {"source_image_name", "none, this image is local"},
    };
    std::string all = "{";
    for (const auto& [member, value] : members) {
        const std::string_view quote = member == "schema_version" ? "" : "\"";
        all +=
            fmt::format("{}\"{}\":{}{}{}", all.size() > 1 ? "," : "", member, quote, value, quote);
        values[fmt::format("{}/{}", base, member)] = value;
    }
    values[base] = all + "}";
}

Values all_values() {
    Values values;
    for (const EcsImage& image : kEcsImages) add_ecs_image(values, image);
    for (const auto& [name, image] : kImageIds) {
        values[fmt::format("/aws/service/{}", name)] =
            local_image_id(std::string(kLocal) + std::string(image));
    }
    for (const auto& [code, long_name] : kRegions) {
        const auto name = fmt::format("/aws/service/global-infrastructure/regions/{}", code);
        values[name] = code;
        values[name + "/longName"] = long_name;
        values[name + "/partition"] = aws::partition_of(code);
        values[name + "/domain"] = "amazonaws.com";
    }
    return values;
}

}  // namespace

std::string local_image_id(std::string_view image_name) {
    constexpr std::size_t kDigits = 17;
    return "ami-" + wire::to_hex(wire::sha256(image_name)).substr(0, kDigits);
}

const Values& public_parameters() {
    static const Values kValues = all_values();
    return kValues;
}

std::shared_ptr<const VersionRow> find_public_parameter(
    const aws::Scope& scope, std::string_view name
) {
    const auto found = public_parameters().find(name);
    if (found == public_parameters().end()) return nullptr;
    constexpr std::int64_t kMade = 1'767'225'600'000;  // 2026-01-01
    VersionRow row;
    row.name = found->first;
    row.arn = parameter_arn(scope, found->first);
    row.version = 1;
    row.value = found->second;
    row.modified = from_epoch_ms(kMade);
    return std::make_shared<const VersionRow>(std::move(row));
}

}  // namespace gantry::ssm

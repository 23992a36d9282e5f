#include "services/ec2/rules/zones.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::ec2 {
namespace {

/// "us-east-1" is "use1", "ap-northeast-2" "apne2", "us-gov-west-1" "usgw1".
std::string short_name(std::string_view region) {
    std::string shortened;
    std::string word;
    int words = 0;
    const auto end_word = [&] {
        if (word == "northeast" || word == "northwest" || word == "southeast" ||
            word == "southwest") {
            shortened += word[0];
            shortened += word[5];
        } else if (words == 0) {
            shortened += word.substr(0, 2);
        } else {
            shortened += word.substr(0, 1);
        }
        ++words;
        word.clear();
    };
    for (const char letter : region) {
        if (letter == '-') {
            end_word();
        } else {
            word += letter;
        }
    }
    return shortened + word;
}

std::string with_dashes(std::string_view address) {
    std::string text(address);
    std::ranges::replace(text, '.', '-');
    return text;
}

}  // namespace

const std::vector<std::string>& known_regions() {
    static const std::vector<std::string> kRegions{
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    };
    return kRegions;
}

std::vector<Zone> zones_of(std::string_view region) {
    const std::string id = short_name(region);
    std::vector<Zone> zones;
    for (int i = 0; i < 3; ++i) {
        zones.push_back({
            fmt::format("{}{}", region, static_cast<char>('a' + i)),
            fmt::format("{}-az{}", id, i + 1),
        });
    }
    return zones;
}

std::optional<Zone> find_zone(std::string_view region, std::string_view text) {
    for (Zone& zone : zones_of(region)) {
        if (zone.name == text || zone.id == text) return std::move(zone);
    }
    return std::nullopt;
}

std::string private_domain(std::string_view region) {
    if (region == "us-east-1") return "ec2.internal";
    return fmt::format("{}.compute.internal", region);
}

std::string private_name(std::string_view region, std::string_view address) {
    return fmt::format("ip-{}.{}", with_dashes(address), private_domain(region));
}

std::string public_name(std::string_view region, std::string_view address) {
    const std::string place =
        region == "us-east-1" ? "compute-1" : fmt::format("{}.compute", region);
    return fmt::format("ec2-{}.{}.amazonaws.com", with_dashes(address), place);
}

}  // namespace gantry::ec2

#include "aws/arn.h"

#include <algorithm>
#include <array>

namespace gantry::aws {
namespace {

constexpr std::size_t kMaxArnLength = 2048;

Error not_an_arn(std::string_view text) {
    return invalid_argument("Not an ARN: " + std::string(text.substr(0, 128)));
}

}  // namespace

Result<Arn> Arn::parse(std::string_view text) {
    const auto is_printable = [](char c) { return c > ' ' && c != '\x7f'; };
    const auto is_good = [&](char c) {
        return static_cast<unsigned char>(c) > 0x7f || is_printable(c);
    };
    if (text.size() > kMaxArnLength || !std::ranges::all_of(text, is_good)) return not_an_arn(text);
    std::array<std::string_view, 5> head;
    std::string_view rest = text;
    for (std::string_view& part : head) {
        const std::size_t colon = rest.find(':');
        if (colon == std::string_view::npos) return not_an_arn(text);
        part = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
    }
    const auto& [prefix, partition, service, region, account] = head;
    if (prefix != "arn" || partition.empty() || service.empty() || rest.empty()) {
        return not_an_arn(text);
    }
    return Arn{
        .partition = std::string(partition),
        .service = std::string(service),
        .region = std::string(region),
        .account = std::string(account),
        .resource = std::string(rest),
    };
}

std::string Arn::str() const {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
}

bool looks_like_arn(std::string_view text) {
    return text.starts_with("arn:");
}

}  // namespace gantry::aws

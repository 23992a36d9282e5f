#include "services/ecr/registry/handed_on.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "services/ecr/registry/answers.h"
#include "services/ecr/registry/path.h"

namespace gantry::ecr {
namespace {

constexpr std::array kFieldsSent{
    "content-length",
    "transfer-encoding",
    "content-range",
    "range",
    "if-none-match",
    "if-range",
};

bool same_field(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

bool announces_body(const net::HttpRequest& head) {
    return head.headers.find("transfer-encoding") != nullptr || announced_bytes(head) > 0;
}

std::uint64_t announced_bytes(const net::HttpRequest& head) {
    std::uint64_t length = 0;
    if (const std::string* text = head.headers.find("content-length")) {
        std::from_chars(text->data(), text->data() + text->size(), length);
    }
    return length;
}

net::HttpRequest request_handed_on(const net::HttpRequest& request, std::string target) {
    net::HttpRequest sent;
    sent.method = request.method;
    sent.target = std::move(target);
    for (const char* name : kFieldsSent) {
        if (const std::string* value = request.headers.find(name)) sent.headers.add(name, *value);
    }
    // As a form it would be read for parameters.
    if (announces_body(request)) sent.headers.add("Content-Type", "application/octet-stream");
    return sent;
}

net::HttpResponse answer_handed_back(
    net::HttpResponse answer, std::string_view upstream_name, std::string_view name
) {
    net::Headers headers;
    for (auto [field, value] : answer.headers.all()) {
        if (same_field(field, "location")) {
            auto location = client_location(value, upstream_name, name);
            if (!location) {
                return registry_refusal(502, "UNKNOWN", "docker-registry names another repository");
            }
            value = std::move(*location);
        }
        headers.add(field, value);
    }
    answer.headers = std::move(headers);
    return answer;
}

}  // namespace gantry::ecr

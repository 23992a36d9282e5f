#include "services/ecr/registry/answers.h"

#include <algorithm>
#include <array>

#include "services/ecr/model/token.h"
#include "wire/digest.h"
#include "wire/json_codec.h"

namespace gantry::ecr {
namespace {

struct Word {
    std::string_view error;  ///< ECR's, or the registry's own
    std::string_view code;
    int status;
};

constexpr std::array kWords{
    Word{"AccessDeniedException", "DENIED", 403},
    Word{"ImageAlreadyExistsException", "TAG_INVALID", 400},
    Word{"ImageDigestDoesNotMatchException", "DIGEST_INVALID", 400},
    Word{"ImageNotFoundException", "MANIFEST_UNKNOWN", 404},
    Word{"ImageTagAlreadyExistsException", "TAG_INVALID", 400},
    Word{"InvalidParameterException", "MANIFEST_INVALID", 400},
    Word{"LayersNotFoundException", "MANIFEST_BLOB_UNKNOWN", 400},
    Word{"LimitExceededException", "DENIED", 403},
    Word{"ReferencedImagesNotFoundException", "MANIFEST_BLOB_UNKNOWN", 400},
    Word{"RepositoryNotFoundException", "NAME_UNKNOWN", 404},
    Word{"ServerException", "UNAVAILABLE", 503},
};

bool is_own_code(std::string_view code) {
    return !code.empty() &&
           std::ranges::all_of(code, [](char c) { return c == '_' || (c >= 'A' && c <= 'Z'); });
}

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::InvalidArgument: return 400;
        case ErrorKind::NotFound: return 404;
        case ErrorKind::Conflict: return 409;
        case ErrorKind::LimitExceeded:
        case ErrorKind::Denied: return 403;
        case ErrorKind::Throttled: return 429;
        case ErrorKind::Unavailable: return 503;
        case ErrorKind::Internal: return 500;
    }
    return 500;
}

std::string_view code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Denied: return "DENIED";
        case ErrorKind::Throttled: return "TOOMANYREQUESTS";
        case ErrorKind::Unavailable: return "UNAVAILABLE";
        default: return "UNKNOWN";
    }
}

}  // namespace

net::HttpResponse registry_answer(int status) {
    net::HttpResponse response;
    response.status = status;
    response.headers.add("Docker-Distribution-Api-Version", "registry/2.0");
    return response;
}

net::HttpResponse registry_refusal(int status, std::string_view code, std::string_view message) {
    net::HttpResponse response = registry_answer(status);
    response.headers.add("Content-Type", "application/json; charset=utf-8");
    response.body = "{\"errors\":[{\"code\":";
    wire::append_json_string(response.body, code);
    response.body += ",\"message\":";
    wire::append_json_string(response.body, message);
    response.body += "}]}\n";
    return response;
}

net::HttpResponse registry_refusal(const Error& why) {
    const auto* word = std::ranges::find(kWords, std::string_view{why.code}, &Word::error);
    if (word != kWords.end()) return registry_refusal(word->status, word->code, why.message);
    const std::string_view code = is_own_code(why.code) ? why.code : code_of(why.kind);
    return registry_refusal(status_of(why.kind), code, why.message);
}

net::HttpResponse login_wanted(std::string_view message) {
    net::HttpResponse response = registry_refusal(401, "UNAUTHORIZED", message);
    // The realm is an address at AWS; clients do not follow it.
    response.headers.add(
        "WWW-Authenticate", "Basic realm=\"Gantry\",service=\"ecr.amazonaws.com\""
    );
    return response;
}

std::string token_in(const std::string* authorization) {
    constexpr std::string_view kBasic = "basic ";
    if (authorization == nullptr || authorization->size() < kBasic.size()) return {};
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    if (!std::ranges::equal(authorization->substr(0, kBasic.size()), kBasic, same)) return {};
    std::string decoded;
    if (!wire::from_base64(authorization->substr(kBasic.size()), decoded)) return {};
    const std::string user = std::string(kTokenUser) + ":";
    return decoded.starts_with(user) ? decoded.substr(user.size()) : std::string{};
}

}  // namespace gantry::ecr

#include "wire/protocol/error_words.h"

#include <algorithm>
#include <iterator>

#include "wire/error_codec.h"

namespace gantry::wire {
namespace {

using api::Protocol;

/// Groups of protocols with the same words.
enum Family : std::uint8_t { kJson, kRest, kQuery, kEc2, kS3, kFamilies };

Family family_of(Protocol protocol) {
    switch (protocol) {
        case Protocol::AwsJson10:
        case Protocol::AwsJson11:
        case Protocol::RpcV2Cbor: return kJson;
        case Protocol::RestJson:
        case Protocol::RestXml: return kRest;
        case Protocol::AwsQuery: return kQuery;
        case Protocol::Ec2Query: return kEc2;
        case Protocol::S3: return kS3;
    }
    return kJson;
}

struct Words {
    std::string_view code;  // empty: the name itself
    int status;
};

struct CommonError {
    std::string_view name;
    Words words[kFamilies];
};

constexpr CommonError kCommonErrors[] = {
    {"AccessDeniedException",
     {{"", 400},
      {"", 403},
      {"AccessDenied", 403},
      {"UnauthorizedOperation", 403},
      {"AccessDenied", 403}}},
    {"ConflictException",
     {{"", 400}, {"", 409}, {"Conflict", 409}, {"IncorrectState", 400}, {"OperationAborted", 409}}},
    {"DryRunOperation", {{"", 400}, {"", 400}, {"", 400}, {"", 412}, {"", 400}}},
    {"ExpiredTokenException",
     {{"", 400}, {"", 403}, {"ExpiredToken", 403}, {"RequestExpired", 400}, {"ExpiredToken", 400}}},
    {"IncompleteSignatureException",
     {{"", 400},
      {"", 400},
      {"IncompleteSignature", 400},
      {"IncompleteSignature", 400},
      {"AuthorizationHeaderMalformed", 400}}},
    {"InvalidEnumValue",
     {{"ValidationException", 400},
      {"ValidationException", 400},
      {"ValidationError", 400},
      {"InvalidParameterValue", 400},
      {"InvalidArgument", 400}}},
    {"InvalidParameterException",
     {{"", 400},
      {"ValidationException", 400},
      {"ValidationError", 400},
      {"InvalidParameterValue", 400},
      {"InvalidArgument", 400}}},
    {"InvalidPartNumber", {{"", 400}, {"", 416}, {"", 400}, {"", 400}, {"", 416}}},
    {"InvalidRange", {{"", 400}, {"", 416}, {"", 400}, {"", 400}, {"", 416}}},
    {"InvalidSignatureException",
     {{"", 400},
      {"", 403},
      {"SignatureDoesNotMatch", 403},
      {"AuthFailure", 401},
      {"SignatureDoesNotMatch", 403}}},
    {"LimitExceededException",
     {{"", 400},
      {"", 400},
      {"LimitExceeded", 400},
      {"ResourceLimitExceeded", 400},
      {"InvalidRequest", 400}}},
    {"MethodNotAllowed", {{"", 400}, {"", 405}, {"", 400}, {"", 400}, {"", 405}}},
    {"MissingAuthenticationTokenException",
     {{"", 400},
      {"", 403},
      {"MissingAuthenticationToken", 403},
      {"MissingAuthenticationToken", 403},
      {"AccessDenied", 403}}},
    {"MissingContentLength", {{"", 400}, {"", 411}, {"", 400}, {"", 400}, {"", 411}}},
    {"NotImplemented", {{"", 400}, {"", 501}, {"", 400}, {"", 400}, {"", 501}}},
    {"NotModified", {{"", 400}, {"", 304}, {"", 400}, {"", 400}, {"", 304}}},
    {"PreconditionFailed", {{"", 400}, {"", 412}, {"", 400}, {"", 400}, {"", 412}}},
    {"RequestEntityTooLargeException",
     {{"", 413},
      {"", 413},
      {"RequestEntityTooLarge", 413},
      {"RequestEntityTooLarge", 413},
      {"EntityTooLarge", 400}}},
    {"RequestTimeoutException",
     {{"", 408},
      {"", 408},
      {"RequestTimeout", 408},
      {"RequestTimeout", 408},
      {"RequestTimeout", 400}}},
    {"ResourceNotFoundException",
     {{"", 400},
      {"", 404},
      {"ResourceNotFound", 404},
      {"InvalidParameterValue", 400},
      {"NoSuchKey", 404}}},
    {"SerializationException",
     {{"", 400},
      {"", 400},
      {"MalformedInput", 400},
      {"InvalidParameterValue", 400},
      {"MalformedXML", 400}}},
    {"ThrottlingException",
     {{"", 400}, {"", 429}, {"Throttling", 400}, {"RequestLimitExceeded", 503}, {"SlowDown", 503}}},
    {"UnknownOperationException",
     {{"", 400}, {"", 501}, {"InvalidAction", 400}, {"InvalidAction", 400}, {"NotImplemented", 501}}
    },
    {"UnrecognizedClientException",
     {{"", 400},
      {"", 403},
      {"InvalidClientTokenId", 403},
      {"AuthFailure", 401},
      {"InvalidAccessKeyId", 403}}},
};

constexpr bool sorted() {
    return std::is_sorted(
        std::begin(kCommonErrors),
        std::end(kCommonErrors),
        [](const CommonError& a, const CommonError& b) { return a.name < b.name; }
    );
}
static_assert(sorted());

// "ServerException" is two errors.
constexpr Words kFailures[kFamilies] = {
    {"", 500},
    {"InternalServerException", 500},
    {"InternalFailure", 500},
    {"InternalError", 500},
    {"InternalError", 500}
};
constexpr Words kAway[kFamilies] = {
    {"", 503},
    {"ServiceUnavailableException", 503},
    {"ServiceUnavailable", 503},
    {"Unavailable", 503},
    {"ServiceUnavailable", 503}
};

const Words* find_common(Family family, ErrorKind kind, std::string_view name) {
    if (name == "ServerException") {
        return kind == ErrorKind::Unavailable ? &kAway[family] : &kFailures[family];
    }
    const auto* found = std::ranges::lower_bound(kCommonErrors, name, {}, &CommonError::name);
    if (found == std::end(kCommonErrors) || found->name != name) return nullptr;
    return &found->words[family];
}

int status_of_kind(Family family, const Error& error) {
    const bool by_status = family == kRest || family == kS3;
    switch (error.kind) {
        case ErrorKind::NotFound: return by_status ? 404 : 400;
        case ErrorKind::Conflict: return by_status ? 409 : 400;
        case ErrorKind::Denied: return family == kJson ? 400 : 403;
        case ErrorKind::Throttled: return family == kRest ? 429 : 400;
        default: return http_status(error);
    }
}

const api::ErrorInfo* find_modelled(const api::OperationInfo* operation, std::string_view code) {
    if (operation == nullptr) return nullptr;
    for (const api::ErrorInfo& info : operation->errors) {
        if (info.name == code || info.code == code) return &info;
    }
    return nullptr;
}

/// The name that clients of a protocol know a modelled exception by.
std::string_view modelled_name(Protocol protocol, const api::ErrorInfo& info) {
    return protocol == Protocol::AwsQuery || protocol == Protocol::Ec2Query ? info.code : info.name;
}

}  // namespace

ErrorWords error_words(Protocol protocol, const api::OperationInfo* operation, const Error& error) {
    const Family family = family_of(protocol);
    if (const api::ErrorInfo* modelled = find_modelled(operation, error.code)) {
        const bool away = error.kind == ErrorKind::Unavailable;
        return {
            std::string(modelled_name(protocol, *modelled)),
            away ? http_status(error) : modelled->status
        };
    }
    const std::string name = error_code(error);
    if (const Words* words = find_common(family, error.kind, name)) {
        return {words->code.empty() ? name : std::string(words->code), words->status};
    }
    return {name, status_of_kind(family, error)};
}

}  // namespace gantry::wire

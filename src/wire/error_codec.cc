#include "wire/error_codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "wire/json_codec.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kTooLarge = "RequestEntityTooLargeException";

struct KindRow {
    ErrorKind kind;
    int status;
    std::string_view code;  // for errors that have no AWS name
};

constexpr KindRow kKinds[] = {
    {ErrorKind::InvalidArgument, 400, "InvalidParameterException"},
    {ErrorKind::NotFound, 400, "ResourceNotFoundException"},
    {ErrorKind::Conflict, 400, "ConflictException"},
    {ErrorKind::LimitExceeded, 400, "LimitExceededException"},
    {ErrorKind::Denied, 400, "AccessDeniedException"},
    {ErrorKind::Throttled, 400, "ThrottlingException"},
    {ErrorKind::Unavailable, 503, "ServerException"},
    {ErrorKind::Internal, 500, "ServerException"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(kKinds); ++i) {
        if (static_cast<std::size_t>(kKinds[i].kind) != i) return false;
    }
    return true;
}
static_assert(in_order());

const KindRow& row_of(ErrorKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

// The body of an error, as services spell it.
struct Body {
    std::optional<std::string> type;
    std::optional<std::string> code;
    std::optional<std::string> message;
    std::optional<std::string> capital_message;
    std::optional<std::vector<std::string>> resource_ids;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Body>(
            "Error",
            {
                field<&Body::type>("__type"),
                field<&Body::code>("code"),
                field<&Body::message>("message"),
                field<&Body::capital_message>("Message"),
                field<&Body::resource_ids>("resourceIds"),
            }
        );
        return info;
    }
};

// "com.amazonaws.ecs#ClientException:http://…" → "ClientException"
std::string bare_code(std::string_view code) {
    code = code.substr(0, code.find(':'));
    const std::size_t hash = code.find('#');
    return std::string(hash == std::string_view::npos ? code : code.substr(hash + 1));
}

/// What says that the caller is not who it claims to be; sent with status 400.
constexpr std::string_view kDenials[] = {
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "UnrecognizedClientException",
};

ErrorKind kind_of(int status, std::string_view code) {
    for (const KindRow& row : kKinds) {
        if (row.status == 400 && row.code == code) return row.kind;
    }
    if (std::ranges::find(kDenials, code) != std::end(kDenials)) return ErrorKind::Denied;
    if (status == 429) return ErrorKind::Throttled;
    if (status == 401 || status == 403) return ErrorKind::Denied;
    if (status == 404 || code.ends_with("NotFoundException")) return ErrorKind::NotFound;
    if (status == 502 || status == 503 || status == 504) return ErrorKind::Unavailable;
    return status >= 500 ? ErrorKind::Internal : ErrorKind::InvalidArgument;
}

Error refusal(ErrorKind kind, std::string_view code, std::string message) {
    return Error{kind, std::string(code), std::move(message), {}};
}

}  // namespace

int http_status(const Error& error) {
    return error.code == kTooLarge ? 413 : row_of(error.kind).status;
}

std::string error_code(const Error& error) {
    return error.code.empty() ? std::string(row_of(error.kind).code) : error.code;
}

EncodedError encode_error(const Error& error) {
    EncodedError encoded{
        .status = http_status(error),
        .code = error_code(error),
    };
    Body body{.type = encoded.code, .message = error.message};
    if (!error.resource_ids.empty()) body.resource_ids = error.resource_ids;
    encoded.body = encode_json(body);
    return encoded;
}

Error decode_error(int status, std::string_view body) {
    const auto read = decode_json<Body>(body);
    if (!read) {
        return Error{kind_of(status, ""), {}, fmt::format("HTTP {}: {}", status, body), {}};
    }
    const std::string code = bare_code(read->type.value_or(read->code.value_or("")));
    return Error{
        kind_of(status, code),
        code,
        read->message.value_or(read->capital_message.value_or("")),
        read->resource_ids.value_or(std::vector<std::string>{}),
    };
}

Error missing_authentication_token() {
    return refusal(
        ErrorKind::Denied, "MissingAuthenticationTokenException", "Missing Authentication Token"
    );
}

Error incomplete_signature(std::string what) {
    return refusal(ErrorKind::Denied, "IncompleteSignatureException", std::move(what));
}

Error unrecognized_client() {
    return refusal(
        ErrorKind::Denied,
        "UnrecognizedClientException",
        "The security token included in the request is invalid."
    );
}

Error expired_token() {
    return refusal(
        ErrorKind::Denied,
        "ExpiredTokenException",
        "The security token included in the request is expired"
    );
}

Error invalid_signature(std::string what) {
    return refusal(ErrorKind::Denied, "InvalidSignatureException", std::move(what));
}

Error signature_mismatch() {
    return invalid_signature(
        "The request signature we calculated does not match the signature you provided. Check your "
        "AWS Secret Access Key and signing method. Consult the service documentation for details."
    );
}

Error access_denied(
    std::string_view principal, std::string_view action, std::string_view resource
) {
    return refusal(
        ErrorKind::Denied,
        "AccessDeniedException",
        fmt::format(
            "User: {0} is not authorized to perform: {1} on resource: {2} because no "
            "identity-based policy allows the {1} action",
            principal,
            action,
            resource
        )
    );
}

Error unknown_operation() {
    return refusal(ErrorKind::InvalidArgument, "UnknownOperationException", "");
}

Error throttled() {
    return refusal(ErrorKind::Throttled, "ThrottlingException", "Rate exceeded");
}

Error request_too_large() {
    return refusal(ErrorKind::InvalidArgument, kTooLarge, "The request body is too large.");
}

}  // namespace gantry::wire

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/sigv4.h"

/// The texts that SigV4 hashes. Shared by signing and verifying; not for others.
namespace gantry::wire::sigv4 {

inline constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kTerminator = "aws4_request";

/// Query parameters in order of arrival, decoded ("+" is a space).
using Query = std::vector<std::pair<std::string, std::string>>;
Query parse_query(std::string_view target);
const std::string* find_parameter(const Query& query, std::string_view name);

/// Parameters sorted and encoded.
std::string canonical_query(const Query& query);

/// The first field of that name, ignoring case, or null.
const std::string* find_header(const HttpView& request, std::string_view lower_name);

std::string to_lower(std::string_view text);

/// What is signed, and by whom.
struct SigningInput {
    const HttpView& request;
    const Query& query;                              ///< without X-Amz-Signature
    const std::vector<std::string>& signed_headers;  ///< lower case, sorted
    std::string_view amz_date;
    SigningScope scope;
    std::string_view secret_access_key;
    std::string_view body_hash;  ///< hexadecimal digits
};

/// "20150830/us-east-1/service/aws4_request"
std::string credential_scope(std::string_view amz_date, const SigningScope& scope);

std::string canonical_request(const SigningInput& input);

/// The signature, in hexadecimal digits.
std::string signature_of(const SigningInput& input);

}  // namespace gantry::wire::sigv4

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/digest.h"
#include "wire/sigv4.h"

/// The texts that SigV4 hashes. Shared by signing and verifying; not for others.
namespace gantry::wire::sigv4 {

inline constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kTerminator = "aws4_request";
inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

/// Query parameters in order of arrival, decoded ("+" is a space).
using Query = std::vector<std::pair<std::string, std::string>>;
Query parse_query(std::string_view target);
const std::string* find_parameter(const Query& query, std::string_view name);

/// Parameters sorted and encoded.
std::string canonical_query(const Query& query);

/// The first field of that name, ignoring case, or null.
const std::string* find_header(const HttpView& request, std::string_view lower_name);

std::string to_lower(std::string_view text);

/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

bool equals_ignoring_case(std::string_view a, std::string_view b);

/// "20150830/us-east-1/service/aws4_request"
std::string credential_scope(std::string_view amz_date, const SigningScope& scope);

/// The canonical request up to the hash of the body, which is the rest of it.
/// @param query without X-Amz-Signature
/// @param signed_headers in lower case, sorted
std::string canonical_head(
    const HttpView& request,
    const Query& query,
    const std::vector<std::string>& signed_headers,
    const SigningRules& rules
);

/// Who signs, and when.
struct Signer {
    const Sha256& key;  ///< see derive_signing_key
    std::string_view amz_date;
    const SigningScope& scope;
};

/// The signature of a request, in hexadecimal digits.
/// @param body_hash hexadecimal digits, or what stands for them
std::string signature_of(
    const Signer& signer, std::string canonical_head, std::string_view body_hash
);

}  // namespace gantry::wire::sigv4

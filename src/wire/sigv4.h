#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "wire/digest.h"
#include "wire/signing_rules.h"

/// AWS Signature Version 4: who sent this request, and was it changed on the way. Pure: requests,
/// keys and the time are given. Source: IAM User Guide, "Create a signed AWS API request".
namespace gantry::wire {

class DerivedKeys;

using HeaderField = std::pair<std::string, std::string>;

/// What a signature covers. The views live as long as the message they show.
struct HttpView {
    std::string_view method;
    std::string_view target;  ///< path and query, as sent
    std::span<const HeaderField> headers;
    std::string_view body;
};

/// What a signature is for.
struct SigningScope {
    std::string region;   ///< verifying: empty accepts any
    std::string service;  ///< signing name, e.g. "ecs"; verifying: empty accepts any
};

// Servers

/// The other half of an access key, as the server knows it.
struct SigningKey {
    std::string secret_access_key;
    std::optional<SysTime> expires;          ///< temporary credentials only
    std::shared_ptr<DerivedKeys> derived{};  ///< what was derived of it before; may be null
};

/// Finds a key. Answers nothing for an unknown access key id, and for a session token (empty where
/// none was sent) that does not belong to it.
using KeyLookup = std::function<
    std::optional<SigningKey>(std::string_view access_key_id, std::string_view session_token)>;

struct VerifiedSignature {
    std::string access_key_id;
    std::string session_token;
    std::string region;
    bool presigned = false;
};

/// What a request says of its body (x-amz-content-sha256).
enum class Payload {
    Unstated,  ///< nothing: its signature covers the body's hash, and is checked with the body
    Hashed,    ///< its hash
    Unsigned,  ///< that it is not signed: UNSIGNED-PAYLOAD
    // Chunks, see aws_chunked.h:
    SignedChunks,         ///< STREAMING-AWS4-HMAC-SHA256-PAYLOAD
    SignedChunksTrailer,  ///< STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
    ChunksTrailer,        ///< STREAMING-UNSIGNED-PAYLOAD-TRAILER
};

/// A signature as far as a request's head shows. But for Unstated it is known to be right.
struct HeadSignature {
    VerifiedSignature who;
    SysTime judged_at{};
    Payload payload = Payload::Unstated;
    std::string body_hash;       ///< of Hashed: hexadecimal digits
    std::string canonical_head;  ///< of Unstated: what is signed, up to the body's hash
    std::string signature;       ///< as sent
    std::string amz_date;
    std::string service;  ///< of its scope
    SigningRules rules;
    std::optional<Sha256> chunk_key;  ///< what signed chunks are signed with
};

/// Everything of verify_signature that can be judged before the body has come: the body of
/// `request` is not looked at. Errors: as there.
Result<HeadSignature> verify_head(
    const HttpView& request,
    const SigningScope& expected,
    const KeyLookup& find_key,
    SysTime now,
    const SigningRules& rules = {}
);
/// What x-amz-content-sha256 says of the body. Errors: of a request without it (where it is not
/// presigned), and for what it cannot say, in S3's words.
Result<Payload> read_payload(const HttpView& head);
/// Of a body that has not the hash which its head states, where it need not have been signed.
Error payload_mismatch();
/// The rest: whether this is the body that was signed. Chunks are not looked at. Errors:
/// UnrecognizedClientException (the key has gone meanwhile), ExpiredTokenException,
/// InvalidSignatureException.
Result<VerifiedSignature> verify_body(
    std::string_view body, const HeadSignature& head, const KeyLookup& find_key
);

/// Checks the signature in the Authorization header, or in the query where there is no such header.
/// `Host` and every `x-amz-*` header must be signed, the clocks may differ by five minutes, and an
/// x-amz-content-sha256 header must be the hash of the body, or what `rules` allow instead.
/// Errors: Denied with the code and text of AWS: MissingAuthenticationTokenException,
/// IncompleteSignatureException, UnrecognizedClientException, ExpiredTokenException,
/// InvalidSignatureException; by `rules` those of s3_refusals.h.
Result<VerifiedSignature> verify_signature(
    const HttpView& request,
    const SigningScope& expected,
    const KeyLookup& find_key,
    SysTime now,
    const SigningRules& rules = {}
);

/// Who claims to have signed, without any check and from whatever can be read of the signature: dev
/// mode picks account and Region by it.
struct ClaimedSignature {
    std::string access_key_id;
    std::string region;
    std::string service;
    std::string session_token;  ///< empty where none was sent
};
std::optional<ClaimedSignature> read_claimed_signature(const HttpView& request);
/// Whether a request brings credentials of any kind, SigV4's or not: an Authorization header, or
/// parameters of a presigned request. What does not is an unsigned call.
bool has_credentials(const HttpView& request);

// Clients

struct Credentials {
    std::string access_key_id;
    std::string secret_access_key;
    std::string session_token;  ///< empty for long-lived keys
};

/// The headers to add to `request` so that it is signed: X-Amz-Date, X-Amz-Security-Token where
/// there is a token, Authorization. The request must have its Host header and must not have those.
/// Signed are Host, Content-Type, x-amz-*, and for the body what an x-amz-content-sha256 header
/// says, else its hash. A telemetry frame is signed as a GET of the
/// websocket's URL with the frame's text as the body.
std::vector<HeaderField> sign_request(
    const HttpView& request,
    const Credentials& credentials,
    const SigningScope& scope,
    SysTime now,
    const SigningRules& rules = {}
);

/// The request's target with a signature in its query. Only Host is signed of the headers; the
/// body is, unless it need not be.
/// @param valid_for 1 s to 7 days
std::string presign_target(
    const HttpView& request,
    const Credentials& credentials,
    const SigningScope& scope,
    SysTime now,
    Seconds valid_for,
    const SigningRules& rules = {}
);

}  // namespace gantry::wire

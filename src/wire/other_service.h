#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/protocol/protocol.h"
#include "wire/sigv4.h"

/// Requests for AWS services that Gantry does not answer: which service, and how its client reads.
namespace gantry::wire {

using api::Protocol;

struct OtherService {
    std::string name;  ///< signing name, "sts"; empty where the request does not say
    Protocol protocol = Protocol::AwsJson11;

    friend bool operator==(const OtherService&, const OtherService&) = default;
};

/// What a request that names no operation of ours is for, from its head alone. The signature's
/// scope names the service, whether the signature is right or not; without one, the X-Amz-Target or
/// the path of RPC v2 does (calls that are never signed and come as forms, some of STS, stay
/// nameless: their name is in the body). The protocol shows in the request's form, and for REST
/// services in their names. Nothing for requests of no AWS client, and for those that are signed
/// for a service of ours: they know no such operation.
/// @param ours signing names
std::optional<OtherService> find_other_service(
    const HttpView& request, const std::vector<std::string_view>& ours
);

/// The protocol that a request's head shows, in which it is refused where nothing else is known of
/// it. Requests that name no service and are not sent like those of any protocol are S3's: they may
/// have any method and path.
Protocol shown_protocol(const HttpView& head);

/// Whether a request is for S3 Control, which signs as S3 does and is none of it: its accounts' ids
/// stand before the host, where S3 has buckets.
bool is_s3_control(const HttpView& request);

/// The refusal, in the words of services that do not know an operation (error_words.h); the text
/// names the service.
HttpAnswer refuse_other_service(const OtherService& service, std::string_view request_id);

}  // namespace gantry::wire

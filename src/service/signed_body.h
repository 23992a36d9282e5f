#pragma once

#include <memory>
#include <optional>

#include "base/result.h"
#include "net/http.h"
#include "service/body_keeper.h"
#include "wire/sigv4.h"

namespace gantry::service {

/// The sum of all the body that signed_body will take; null: none.
std::shared_ptr<TakenSum> sum_to_take(const wire::HttpView& head);

/// What stands before the sink of a body that is taken as it comes: it takes S3's chunks apart, and
/// holds the body against what the head says of it.
///
/// `to` gets the data as it comes, before anybody knows whether it is what was signed: its on_end
/// says that, with an error of S3's (aws_chunked.h, verify_body) at the first thing that is wrong.
/// What still comes then is dropped. Nothing of the data may be shown before a good end.
///
/// @param signature of the request, as verify_head found it with SigningRules::unsigned_payload;
///        nothing where signatures are not looked at
/// @param taken what sum_to_take says; filled in before a good on_end
/// Errors: InvalidRequest, InvalidArgument, MissingContentLength: the head does not say what
/// follows, or how much.
Result<std::shared_ptr<net::BodySink>> signed_body(
    const wire::HttpView& head,
    const std::optional<wire::HeadSignature>& signature,
    std::shared_ptr<TakenSum> taken,
    std::shared_ptr<net::BodySink> to
);

}  // namespace gantry::service

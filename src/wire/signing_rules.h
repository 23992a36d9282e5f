#pragma once

#include "base/time.h"

namespace gantry::wire {

/// Where the signatures of a service differ from those of most: S3's do.
struct SigningRules {
    bool encodes_path_once = false;  ///< what most sign is encoded twice
    /// The signature need not cover the body: UNSIGNED-PAYLOAD, also where a presigned request says
    /// nothing of it, and bodies in chunks (aws_chunked.h). A body that a signed header says
    /// nothing of is refused.
    bool unsigned_payload = false;
    Duration max_skew = minutes{5};  ///< between the clocks
    /// Times that are too far off and bad session tokens are refused in S3's words
    /// (s3_refusals.h).
    bool refuses_as_s3 = false;
};

}  // namespace gantry::wire

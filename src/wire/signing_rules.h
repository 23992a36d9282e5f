#pragma once

namespace gantry::wire {

/// Where the signatures of a service differ from those of most: S3's do.
struct SigningRules {
    bool encodes_path_once = false;  ///< what most sign is encoded twice
    /// The signature need not cover the body: UNSIGNED-PAYLOAD, also where a presigned request says
    /// nothing of it, and bodies in chunks (aws_chunked.h). A body that a signed header says
    /// nothing of is refused.
    bool unsigned_payload = false;
};

}  // namespace gantry::wire

#include "services/ecr/registry/rights.h"

namespace gantry::ecr {
namespace {

using Actions = std::vector<std::string_view>;

Error unsupported(ErrorKind kind) {
    return Error{kind, "UNSUPPORTED", "The operation is unsupported.", {}};
}

bool reads(std::string_view method) {
    return method == "GET" || method == "HEAD";
}

}  // namespace

Result<std::vector<std::string_view>> actions_for(
    const RegistryPath& path, std::string_view method, bool has_body
) {
    switch (path.place) {
        case Place::Root:
            if (reads(method)) return Actions{};
            break;
        case Place::Tags:
            if (method == "GET") return Actions{"ecr:ListImages"};
            break;
        case Place::Manifest:
            if (reads(method)) return Actions{"ecr:BatchGetImage"};
            if (method == "PUT") return Actions{"ecr:PutImage"};
            break;
        case Place::Blob:
            if (method == "HEAD") return Actions{"ecr:BatchCheckLayerAvailability"};
            if (method == "GET") return Actions{"ecr:GetDownloadUrlForLayer"};
            break;
        case Place::Uploads:
            if (method == "POST") return Actions{"ecr:InitiateLayerUpload"};
            break;
        case Place::Upload:
            if (method == "PATCH" || method == "GET" || method == "DELETE") {
                return Actions{"ecr:UploadLayerPart"};
            }
            if (method != "PUT") break;
            if (has_body) return Actions{"ecr:UploadLayerPart", "ecr:CompleteLayerUpload"};
            return Actions{"ecr:CompleteLayerUpload"};
        case Place::Catalog: break;
        // Upon 404 clients look for a tag. Source: OCI Distribution Specification, "Unavailable
        // Referrers API".
        case Place::Referrers: return unsupported(ErrorKind::NotFound);
    }
    return unsupported(ErrorKind::InvalidArgument);
}

}  // namespace gantry::ecr

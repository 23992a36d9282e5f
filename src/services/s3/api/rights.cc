#include "services/s3/api/rights.h"

#include "service/registry.h"
#include "services/s3/api/about.h"
#include "services/s3/model/errors.h"

namespace gantry::s3 {

Result<void> may_delete(Call& call, const api::s3::DeleteObjectRequest& one) {
    auto* authorizer = call.services.authorizer();
    if (authorizer == nullptr) return {};
    service::Access access;
    about::of_delete(call, one, access);
    if (auto may = authorizer->authorize(call.caller, access, call.now); !may) {
        return refused(ErrorKind::Denied, "AccessDenied", may.error().message);
    }
    return {};
}

}  // namespace gantry::s3

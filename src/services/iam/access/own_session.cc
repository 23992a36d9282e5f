#include "services/iam/access/own_session.h"

#include <fmt/format.h>

#include "wire/error_codec.h"

namespace gantry::iam {

Result<void> check_own_session(const aws::Caller& caller, const service::Access& what) {
    constexpr std::string_view kIam = "iam:";
    constexpr std::string_view kSts = "sts:";
    const bool own = caller.session != nullptr &&
                     caller.session->principal.find(":assumed-role/") == std::string::npos;
    if (!own) return {};
    // In AWS's words, which do not say why.
    if (what.action.starts_with(kIam)) return wire::unrecognized_client();
    if (!what.action.starts_with(kSts)) return {};
    return Error{
        ErrorKind::Denied,
        "AccessDeniedException",
        fmt::format("Cannot call {} with session credentials", what.action.substr(kSts.size())),
        {},
    };
}

}  // namespace gantry::iam

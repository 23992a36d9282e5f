#include "services/kms/api/paging.h"

#include "services/kms/model/errors.h"

namespace gantry::kms {

Result<service::KeyPage> take_page(
    const Call& call, std::string list, const Paging& paging, const service::KeysAfter& keys_after
) {
    const std::size_t size = paging.limit ? static_cast<std::size_t>(*paging.limit) : paging.usual;
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"kms:" + std::move(list), size, paging.marker},
        keys_after
    );
    if (page) return page;
    return kms_error("InvalidMarkerException", "The marker is not one of this list.");
}

}  // namespace gantry::kms

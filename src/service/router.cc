#include "service/router.h"

#include <algorithm>
#include <string>

#include "wire/other_service.h"
#include "wire/protocol/form.h"
#include "wire/protocol/protocol.h"
#include "wire/sigv4_canonical.h"

namespace gantry::service {
namespace {

bool speaks_json(const api::ServiceInfo& model) {
    return model.protocol == api::Protocol::AwsJson10 || model.protocol == api::Protocol::AwsJson11;
}

/// Whether an X-Amz-Target is "<prefix>.<operation>".
bool is_target_of(std::string_view target, const api::ServiceInfo& model) {
    const std::string_view prefix = model.target_prefix;
    return target.starts_with(prefix) && target.size() > prefix.size() &&
           target[prefix.size()] == '.';
}

/// Whether a path is "/service/<prefix>/operation/…", perhaps behind more.
bool is_rpc_path_of(std::string_view target, const api::ServiceInfo& model) {
    const std::string path = "/service/" + std::string(model.target_prefix) + "/operation/";
    return !model.target_prefix.empty() &&
           target.substr(0, target.find('?')).find(path) != std::string_view::npos;
}

/// The service of a signing name whose requests name no operation in their head. Several may have
/// the name; their forms differ in their Version. Heads alone are given the first.
const Service* find_signed_service(
    std::span<const Service* const> services,
    std::string_view signing_name,
    const wire::HttpView& request
) {
    const auto is_meant = [signing_name](const Service* service) {
        const api::ServiceInfo& model = service->model();
        return !speaks_json(model) && model.signing_name == signing_name;
    };
    const auto first = std::ranges::find_if(services, is_meant);
    if (first == services.end()) return nullptr;
    const bool alone = std::find_if(first + 1, services.end(), is_meant) == services.end();
    if (alone || !wire::speaks_forms((*first)->model().protocol)) return *first;
    const auto version = wire::find_form_field(wire::form_text(request), "Version");
    const auto same = std::find_if(first, services.end(), [&](const Service* service) {
        return is_meant(service) && version && service->model().api_version == *version;
    });
    return same == services.end() ? *first : *same;
}

bool speaks_cbor(const api::ServiceInfo& model) {
    return model.speaks_cbor || model.protocol == api::Protocol::RpcV2Cbor;
}

const Service* find_cbor_service(
    std::span<const Service* const> services, std::string_view target
) {
    const auto found = std::ranges::find_if(services, [target](const Service* service) {
        return speaks_cbor(service->model()) && is_rpc_path_of(target, service->model());
    });
    return found == services.end() ? nullptr : *found;
}

}  // namespace

const Service* find_service(
    std::span<const Service* const> services, const wire::HttpView& request
) {
    if (const std::string* target = wire::sigv4::find_header(request, "x-amz-target")) {
        const auto found = std::ranges::find_if(services, [target](const Service* service) {
            return is_target_of(*target, service->model());
        });
        return found == services.end() ? nullptr : *found;
    }
    const std::string* protocol = wire::sigv4::find_header(request, "smithy-protocol");
    if (protocol != nullptr && *protocol == "rpc-v2-cbor") {
        return find_cbor_service(services, request.target);
    }
    const auto claimed = wire::read_claimed_signature(request);
    if (!claimed || wire::is_s3_control(request)) return nullptr;
    return find_signed_service(services, claimed->service, request);
}

}  // namespace gantry::service

#include "service/unsigned_call.h"

#include <algorithm>

#include "service/router.h"
#include "wire/protocol/form.h"
#include "wire/protocol/protocol.h"
#include "wire/sigv4_canonical.h"

namespace gantry::service {
namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

/// Whether the operation of this service that a request names is an unsigned call.
bool names_unsigned_call(const Service& service, const wire::HttpView& request) {
    const api::ServiceInfo& model = service.model();
    const auto& codec = wire::codec_of(wire::protocol_of(model, request));
    const api::OperationInfo* info = codec.find_operation(model, request);
    if (info == nullptr) return false;
    const Operation* operation = find_operation(service, info->name);
    return operation != nullptr && operation->is_unsigned;
}

bool posts_form(const wire::HttpView& head) {
    const std::string* type = wire::sigv4::find_header(head, "content-type");
    return head.method == "POST" && type != nullptr && type->starts_with(kFormType);
}

}  // namespace

const Service* find_service_unsigned(
    std::span<const Service* const> services, const wire::HttpView& request
) {
    if (const Service* named = find_service(services, request)) return named;
    // Forms of several services may have the same Action; their versions differ.
    const auto version = wire::find_form_field(wire::form_text(request), "Version");
    if (!version) return nullptr;
    const auto found = std::ranges::find_if(services, [&version](const Service* service) {
        return wire::speaks_forms(service->model().protocol) &&
               service->model().api_version == *version;
    });
    return found == services.end() ? nullptr : *found;
}

bool may_be_unsigned_call(std::span<const Service* const> services, const wire::HttpView& head) {
    if (const Service* known = find_service_unsigned(services, head)) {
        return names_unsigned_call(*known, head);
    }
    return posts_form(head) && std::ranges::any_of(services, [](const Service* service) {
               return wire::speaks_forms(service->model().protocol) &&
                      std::ranges::any_of(service->operations, &Operation::is_unsigned);
           });
}

}  // namespace gantry::service

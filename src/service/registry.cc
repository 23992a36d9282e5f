#include "service/registry.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.h"
#include "wire/error_codec.h"

namespace gantry::service {

Registry::Registry(std::span<const Service* const> services, const Surroundings& surroundings) {
    entries_.reserve(services.size());
    for (const Service* service : services) {
        entries_.push_back({service, service->make(surroundings)});
    }
}

Registry::~Registry() = default;

const Registry::Entry* Registry::find(std::string_view name) const {
    const auto found = std::ranges::find_if(entries_, [name](const Entry& entry) {
        return entry.service->name == name;
    });
    return found == entries_.end() ? nullptr : &*found;
}

std::vector<core::TableBase*> Registry::tables() const {
    std::vector<core::TableBase*> all;
    for (const Entry& entry : entries_) {
        const auto own = entry.instance->tables();
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

Authorizer* Registry::authorizer() const {
    for (const Entry& entry : entries_) {
        if (Authorizer* found = entry.instance->authorizer()) return found;
    }
    return nullptr;
}

Result<void> Registry::check_session(const aws::Caller& caller, SysTime now) const {
    if (caller.session == nullptr || caller.session->given_for.empty()) return {};
    for (const Entry& entry : entries_) {
        if (entry.instance->has_ended(*caller.session, now)) return wire::expired_token();
    }
    return {};
}

Result<RowAddress> Registry::find_row(std::string_view arn) const {
    std::string known;
    for (const auto& [service, instance] : entries_) {
        if (service->find_row == nullptr) continue;
        if (auto address = service->find_row(arn)) return *address;
        known += fmt::format(
            "{}{} ({})", known.empty() ? "" : ", or ", service->resources, service->title
        );
    }
    return invalid_argument(fmt::format("'{}' is not the ARN of {}.", arn, known));
}

void Registry::no_such_instance() {
    GANTRY_ASSERT(false && "a service that this control plane has");
    std::abort();
}

}  // namespace gantry::service

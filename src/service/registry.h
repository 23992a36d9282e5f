#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "service/service.h"

namespace gantry::service {

/// The services of one control plane. Made once; what it refers to stays where it is.
class Registry {
  public:
    struct Entry {
        const Service* service = nullptr;
        std::unique_ptr<Instance> instance;
    };

    Registry(std::span<const Service* const> services, const Surroundings& surroundings);
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
    /// By the service's short name, "ecs"; null for none.
    [[nodiscard]] const Entry* find(std::string_view name) const;

    /// The instance of that type, e.g. to read its rows. It must be there.
    template <class T>
    [[nodiscard]] T& get() const {
        for (const Entry& entry : entries_) {
            if (auto* found = dynamic_cast<T*>(entry.instance.get())) return *found;
        }
        no_such_instance();
    }

    [[nodiscard]] std::vector<core::TableBase*> tables() const;
    /// Null where no service decides: everything is allowed.
    [[nodiscard]] Authorizer* authorizer() const;

    /// Whether the caller's session has not ended before its time (Instance::has_ended).
    /// Errors: ExpiredTokenException.
    [[nodiscard]] Result<void> check_session(const aws::Caller& caller, SysTime now) const;

    /// The row behind an ARN of any service.
    /// Errors: InvalidArgument with what is accepted.
    [[nodiscard]] Result<RowAddress> find_row(std::string_view arn) const;

  private:
    [[noreturn]] static void no_such_instance();

    std::vector<Entry> entries_;
};

}  // namespace gantry::service

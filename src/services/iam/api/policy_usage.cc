#include "services/iam/api/policy_usage.h"

namespace gantry::iam {
namespace {

template <class Row, class Visit>
void visit_holders(const core::Table<Row>& table, const std::string& prefix, const Visit& visit) {
    for (const auto& [key, row] : table.with_prefix(prefix)) visit(row->policies);
}

template <class Visit>
void visit_all_holders(const Call& call, const Visit& visit) {
    const std::string prefix = account_prefix(call.scope.account);
    visit_holders(call.tables.roles, prefix, visit);
    visit_holders(call.tables.users, prefix, visit);
    visit_holders(call.tables.groups, prefix, visit);
}

}  // namespace

std::map<std::string, PolicyUsage, std::less<>> policy_usage(const Call& call) {
    std::map<std::string, PolicyUsage, std::less<>> usage;
    visit_all_holders(call, [&](const PolicyHolder& holder) {
        for (const std::string& arn : holder.attached) ++usage[arn].attached;
        if (!holder.boundary.empty()) ++usage[holder.boundary].boundaries;
    });
    return usage;
}

PolicyUsage usage_of(const Call& call, std::string_view arn) {
    PolicyUsage usage;
    visit_all_holders(call, [&](const PolicyHolder& holder) {
        if (is_attached(holder, arn)) ++usage.attached;
        if (holder.boundary == arn) ++usage.boundaries;
    });
    return usage;
}

}  // namespace gantry::iam

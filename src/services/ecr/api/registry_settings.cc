#include "services/ecr/api/registry_settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/registry_row.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

using namespace api::ecr;  // NOLINT(google-build-using-namespace): names of shapes only

constexpr std::size_t kMaxDestinations = 25;
constexpr std::size_t kMaxExclusions = 100;

ReplicationConfiguration shown(ReplicationConfiguration configuration) {
    if (!configuration.rules) configuration.rules.emplace();
    return configuration;
}

Result<void> check_replication(const Call& call, const ReplicationConfiguration& configuration) {
    std::set<std::pair<std::string, std::string>> places;
    for (const auto& rule : *configuration.rules) {
        for (const auto& to : *rule.destinations) {
            places.emplace(*to.registry_id, *to.region);
            if (*to.registry_id != call.scope.account || *to.region != call.scope.region) continue;
            return invalid_parameter(
                "Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: "
                "'Replication destination cannot be the same as the source registry'"
            );
        }
    }
    if (places.size() <= kMaxDestinations) return {};
    return invalid_parameter(fmt::format(
        "Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: 'A registry "
        "has at most {} destinations'",
        kMaxDestinations
    ));
}

struct Setting {
    std::string_view name;
    std::string_view usual;
    std::vector<std::string_view> values;
};

const std::vector<Setting>& settings() {
    static const std::vector<Setting> kSettings = {
        {"BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE", {"AWS_NATIVE", "CLAIR"}},
        {"BLOB_MOUNTING", "DISABLED", {"DISABLED", "ENABLED"}},
        {"REGISTRY_POLICY_SCOPE", "V2", {"V1", "V2"}},
    };
    return kSettings;
}

Result<const Setting*> find_setting(const std::string& name) {
    const auto found = std::ranges::find(settings(), name, &Setting::name);
    if (found != settings().end()) return &*found;
    return invalid_parameter(fmt::format(
        "Invalid parameter at 'name' failed to satisfy constraint: 'Invalid account setting name: "
        "{}'",
        name
    ));
}

}  // namespace

Result<DescribeRegistryResponse> describe_registry(
    Call& call, const DescribeRegistryRequest& /*input*/
) {
    return DescribeRegistryResponse{call.scope.account, shown(registry_row(call).replication)};
}

Result<PutReplicationConfigurationResponse> put_replication_configuration(
    Call& call, const PutReplicationConfigurationRequest& input
) {
    const auto& wanted = *input.replication_configuration;
    if (auto good = check_replication(call, wanted); !good) return good.error();
    RegistryRow row = registry_row(call);
    row.replication = wanted;
    put_registry_row(call, std::move(row));
    return PutReplicationConfigurationResponse{wanted};
}

Result<PutAccountSettingResponse> put_account_setting(
    Call& call, const PutAccountSettingRequest& input
) {
    const auto setting = find_setting(*input.name);
    if (!setting) return setting.error();
    if (std::ranges::find((*setting)->values, *input.value) == (*setting)->values.end()) {
        return invalid_parameter(fmt::format(
            "Invalid parameter at 'value' failed to satisfy constraint: 'Invalid value for the "
            "account setting {}. Valid values are: [{}]'",
            *input.name,
            fmt::join((*setting)->values, ", ")
        ));
    }
    RegistryRow row = registry_row(call);
    row.settings[*input.name] = *input.value;
    put_registry_row(call, std::move(row));
    return PutAccountSettingResponse{input.name, input.value};
}

Result<GetAccountSettingResponse> get_account_setting(
    Call& call, const GetAccountSettingRequest& input
) {
    const auto setting = find_setting(*input.name);
    if (!setting) return setting.error();
    const RegistryRow row = registry_row(call);
    const auto put = row.settings.find(*input.name);
    return GetAccountSettingResponse{
        input.name, put == row.settings.end() ? std::string((*setting)->usual) : put->second
    };
}

Result<RegisterPullTimeUpdateExclusionResponse> register_pull_time_update_exclusion(
    Call& call, const RegisterPullTimeUpdateExclusionRequest& input
) {
    RegistryRow row = registry_row(call);
    auto& all = row.pull_time_exclusions;
    const std::string& principal = *input.principal_arn;
    if (std::ranges::find(all, principal, &PullTimeExclusion::principal_arn) != all.end()) {
        return ecr_error(
            ErrorKind::Conflict,
            "ExclusionAlreadyExistsException",
            fmt::format("The principal '{}' is excluded already.", principal)
        );
    }
    if (all.size() >= kMaxExclusions) {
        return limit_exceeded(
            fmt::format("A registry cannot exclude more than {} principals.", kMaxExclusions)
        );
    }
    all.push_back({principal, call.now});
    put_registry_row(call, std::move(row));
    return RegisterPullTimeUpdateExclusionResponse{principal, call.now};
}

Result<DeregisterPullTimeUpdateExclusionResponse> deregister_pull_time_update_exclusion(
    Call& call, const DeregisterPullTimeUpdateExclusionRequest& input
) {
    RegistryRow row = registry_row(call);
    const std::string& principal = *input.principal_arn;
    const auto is_it = [&](const auto& each) { return each.principal_arn == principal; };
    if (std::erase_if(row.pull_time_exclusions, is_it) == 0) {
        return ecr_error(
            ErrorKind::NotFound,
            "ExclusionNotFoundException",
            fmt::format("The principal '{}' is not excluded.", principal)
        );
    }
    put_registry_row(call, std::move(row));
    return DeregisterPullTimeUpdateExclusionResponse{principal};
}

Result<ListPullTimeUpdateExclusionsResponse> list_pull_time_update_exclusions(
    Call& call, const ListPullTimeUpdateExclusionsRequest& input
) {
    constexpr std::int32_t kPageSize = 100;
    std::vector<std::string> principals;
    for (const auto& each : registry_row(call).pull_time_exclusions) {
        principals.push_back(each.principal_arn);
    }
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:ListPullTimeUpdateExclusions",
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::sorted_keys(std::move(principals))
    );
    if (!page) return invalid_token();
    return ListPullTimeUpdateExclusionsResponse{std::move(page->keys), page->next};
}

}  // namespace gantry::ecr

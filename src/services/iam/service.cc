#include "services/iam/service.h"

#include <fmt/format.h>

#include <utility>

#include "api/iam/operations.h"
#include "base/sabotage.h"
#include "services/iam/api/operation_table.h"
#include "services/iam/model/names.h"
#include "services/iam/pages/pages.h"

namespace gantry::iam {
namespace {

struct Kind {
    std::string_view type;  // in ARNs
    std::string_view table;
};

constexpr Kind kKinds[] = {
    {"group", "iam.groups"},
    {"instance-profile", "iam.instance_profiles"},
    {"policy", "iam.policies"},
    {"role", "iam.roles"},
    {"user", "iam.users"},
};

std::optional<service::RowAddress> row_of_iam_arn(std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    if (const auto provider = provider_name(arn); !provider.empty()) {
        return service::RowAddress{"iam.oidc_providers", entity_key(name.account, provider)};
    }
    for (const Kind& kind : kKinds) {
        if (kind.type != name.type || name.name.empty()) continue;
        return service::RowAddress{std::string(kind.table), entity_key(name.account, name.name)};
    }
    return std::nullopt;
}

constexpr std::string_view kNoPasswords = "nobody has a password";

constexpr service::UnsupportedMember kUnsupported[] = {
    {"CreateOpenIDConnectProvider",
     "ThumbprintList",
     service::Treatment::Kept,
     "nothing is fetched from providers: `--oidc-keys` gives their keys"},
    {"SimulateCustomPolicy",
     "ResourceHandlingOption",
     service::Treatment::Refused,
     "every resource is tried by itself"},
    {"SimulatePrincipalPolicy",
     "ResourceHandlingOption",
     service::Treatment::Refused,
     "every resource is tried by itself"},
    {"UpdateAccountPasswordPolicy",
     "AllowUsersToChangePassword",
     service::Treatment::Kept,
     kNoPasswords},
    {"UpdateAccountPasswordPolicy", "HardExpiry", service::Treatment::Kept, kNoPasswords},
    {"UpdateAccountPasswordPolicy", "MaxPasswordAge", service::Treatment::Kept, kNoPasswords},
    {"UpdateAccountPasswordPolicy", "MinimumPasswordLength", service::Treatment::Kept, kNoPasswords
    },
    {"UpdateAccountPasswordPolicy",
     "PasswordReusePrevention",
     service::Treatment::Kept,
     kNoPasswords},
    {"UpdateAccountPasswordPolicy",
     "RequireLowercaseCharacters",
     service::Treatment::Kept,
     kNoPasswords},
    {"UpdateAccountPasswordPolicy", "RequireNumbers", service::Treatment::Kept, kNoPasswords},
    {"UpdateAccountPasswordPolicy", "RequireSymbols", service::Treatment::Kept, kNoPasswords},
    {"UpdateAccountPasswordPolicy",
     "RequireUppercaseCharacters",
     service::Treatment::Kept,
     kNoPasswords},
    {"UpdateOpenIDConnectProviderThumbprint",
     "ThumbprintList",
     service::Treatment::Kept,
     "nothing is fetched from providers"},
};

}  // namespace

void Instance::start() {
    read_all();
    around_.core->subscribe(
        {[this](const core::Change& change) { on_change(change); }, [this] { read_all(); }}
    );
}

std::vector<service::Page> Instance::pages() {
    return {
        {"/_gantry/iam/explain",
         "principal",
         [this](const net::HttpRequest& request) {
             return explain_page(*this, request, around_.core->loop().now());
         }},
        {"/_gantry/iam/suggest",
         "principal",
         [this](const net::HttpRequest& request) { return suggest_page(*this, request); }},
    };
}

std::string Instance::health() const {
    switch (gate_.enforcement()) {
        case Enforcement::Off: return R"("iam":"off")";
        case Enforcement::Audit:
            return fmt::format(R"("iam":"audit","iamWouldDeny":{})", gate_.passed());
        case Enforcement::Enforce: break;
    }
    return gate_.passed() == 0 ? "" : fmt::format(R"("iamWouldDeny":{})", gate_.passed());
}

/// Rows that were read again may differ from what changes told: keys are gone, too.
void Instance::read_all() {
    const auto before = std::exchange(given_, {});
    for (const auto& [key, row] : rows().access_keys.rows()) put_key(*row);
    if (sabotaged(Sabotage::KeyOutlives)) return;
    for (const std::string& id : before) {
        if (!given_.contains(id)) around_.keys.remove(id);
    }
}

void Instance::on_change(const core::Change& change) {
    if (change.is_of(rows().users)) {
        // A user with another path has another ARN.
        for (const std::string& key : rows().access_keys_by_user.keys(change.key)) {
            put_key(*rows().access_keys.find(key));
        }
    }
    if (!change.is_of(rows().access_keys)) return;
    const auto* before = change.before_as(rows().access_keys);
    const auto* after = change.after_as(rows().access_keys);
    if (after != nullptr) {
        put_key(*after);
    } else if (before != nullptr && !sabotaged(Sabotage::KeyOutlives)) {
        remove_key(before->id);
    }
}

void Instance::put_key(const AccessKeyRow& row) {
    const auto user = rows().users.find(row.user_key);
    if (!row.active || !user) return remove_key(row.id);
    given_.insert(row.id);
    around_.keys.put({
        .id = row.id,
        .secret = service::secret_access_key(around_.settings.secret, row.id),
        .account = row.account,
        .principal = user->arn,
    });
}

void Instance::remove_key(const std::string& id) {
    given_.erase(id);
    around_.keys.remove(id);
}

const service::Service& service() {
    static const service::Service kService{
        .name = "iam",
        .title = "AWS IAM",
        .model = &api::iam::service,
        .operations = operations(),
        .unsupported = kUnsupported,
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &row_of_iam_arn,
        .resources = "an IAM role, user, group, policy, instance profile or OIDC provider",
    };
    return kService;
}

}  // namespace gantry::iam

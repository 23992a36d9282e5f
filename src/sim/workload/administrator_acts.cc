#include <fmt/format.h>

#include "api/iam/create_access_key_response.h"
#include "api/iam/create_policy_request.h"
#include "api/iam/create_role_request.h"
#include "api/iam/put_role_policy_request.h"
#include "api/iam/put_user_policy_request.h"
#include "api/sts/assume_role_response.h"
#include "sim/workload/administrator.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

constexpr int kKeyTries = 20;
/// What AWS allows a user.
constexpr std::size_t kKeysOfUser = 2;
constexpr std::size_t kSessionsOfRole = 4;

constexpr const char* kTrust =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"000000000000"}}})";

std::string may_make(const std::string& clusters) {
    return fmt::format(
        R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"ecs:CreateCluster","Resource":"arn:aws:ecs:*:*:cluster/{}"}}}})",
        clusters
    );
}

std::string word(const KnownIdentity& identity) {
    return identity.role ? "Role" : "User";
}

/// `{"UserName":"u1"` with more members.
std::string naming(const KnownIdentity& identity, const std::string& more = {}) {
    return fmt::format(R"({{"{}Name":"{}"{}}})", word(identity), identity.name, more);
}

std::string attaching(const KnownIdentity& identity) {
    return naming(identity, fmt::format(R"(,"PolicyArn":"{}")", kManagedPolicyArn));
}

}  // namespace

void Administrator::create_identity() {
    const bool role = random().chance(0.5);
    const std::string name = fmt::format("{}{}", role ? "r" : "u", known_.next_number++);
    KnownIdentity& identity = known_.all[name];
    identity.name = name;
    identity.role = role;
    if (!role) return change("CreateUser", naming(identity), identity.exists, true);
    const api::iam::CreateRoleRequest request{
        .role_name = name, .assume_role_policy_document = kTrust
    };
    change("CreateRole", wire::encode_json(request), identity.exists, true);
}

void Administrator::give_inline(KnownIdentity& identity) {
    const std::string document = may_make("by-" + identity.name + "-*");
    const std::string body = identity.role ? wire::encode_json(api::iam::PutRolePolicyRequest{
                                                 .role_name = identity.name,
                                                 .policy_name = kInlinePolicy,
                                                 .policy_document = document,
                                             })
                                           : wire::encode_json(api::iam::PutUserPolicyRequest{
                                                 .user_name = identity.name,
                                                 .policy_name = kInlinePolicy,
                                                 .policy_document = document,
                                             });
    change("Put" + word(identity) + "Policy", body, identity.inline_right, true);
}

void Administrator::take_inline(KnownIdentity& identity) {
    const std::string which = fmt::format(R"(,"PolicyName":"{}")", kInlinePolicy);
    change(
        "Delete" + word(identity) + "Policy", naming(identity, which), identity.inline_right, false
    );
}

void Administrator::attach(KnownIdentity& identity) {
    change(
        "Attach" + word(identity) + "Policy", attaching(identity), identity.attached_right, true
    );
}

void Administrator::detach(KnownIdentity& identity) {
    change(
        "Detach" + word(identity) + "Policy", attaching(identity), identity.attached_right, false
    );
}

void Administrator::create_policy() {
    const api::iam::CreatePolicyRequest request{
        .policy_name = kManagedPolicy, .policy_document = may_make("*")
    };
    change("CreatePolicy", wire::encode_json(request), known_.policy, true);
}

/// Refused while it is attached to anybody.
void Administrator::delete_policy() {
    change(
        "DeletePolicy",
        fmt::format(R"({{"PolicyArn":"{}"}})", kManagedPolicyArn),
        known_.policy,
        false
    );
}

/// Not asked for again: each call makes another key.
void Administrator::make_key(KnownIdentity& identity) {
    std::size_t has = 0;
    for (const KnownKey& key : known_.keys) {
        if (key.holder == identity.name && key.works != false) ++has;
    }
    if (has >= kKeysOfUser || identity.stray_key) return;
    ask(as_root("iam", "CreateAccessKey", naming(identity)),
        1,
        [this, &identity](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) identity.stray_key = true;
            if (!answer) return;
            const auto response = wire::decode_json<api::iam::CreateAccessKeyResponse>(*answer);
            const auto& made = *response->access_key;
            known_.keys.push_back({
                .credentials = {*made.access_key_id, *made.secret_access_key, {}},
                .holder = identity.name,
            });
        });
}

void Administrator::assume(KnownIdentity& identity) {
    std::size_t has = 0;
    for (const KnownKey& key : known_.keys) has += key.holder == identity.name ? 1 : 0;
    if (has >= kSessionsOfRole) return;
    const std::string body = fmt::format(
        R"({{"RoleArn":"arn:aws:iam::000000000000:role/{}","RoleSessionName":"s"}})", identity.name
    );
    const Known exists = identity.exists;
    ask(as_root("sts", "AssumeRole", body),
        kKeyTries,
        [this, &identity, exists](const Result<std::string>& answer) {
            if (!answer) return;
            if (exists == false) {
                wrong(identity.name + " was assumed though deleted");
            }
            const auto response = wire::decode_json<api::sts::AssumeRoleResponse>(*answer);
            const auto& made = *response->credentials;
            known_.keys.push_back({
                .credentials = {*made.access_key_id, *made.secret_access_key, *made.session_token},
                .holder = identity.name,
            });
        });
}

void Administrator::delete_key(KnownKey& key) {
    if (!key.credentials.session_token.empty()) return try_key(key);
    // The list may grow before the answer comes, and that moves its keys.
    const std::string id = key.credentials.access_key_id;
    const auto find = [this, id]() -> KnownKey& {
        for (KnownKey& one : known_.keys) {
            if (one.credentials.access_key_id == id) return one;
        }
        return known_.keys.front();
    };
    key.works.reset();
    const std::string which = fmt::format(R"(,"AccessKeyId":"{}")", id);
    ask(as_root("iam", "DeleteAccessKey", naming(known_.all.at(key.holder), which)),
        kKeyTries,
        [find](const Result<std::string>& answer) {
            if (answer || answer.error().code == "NoSuchEntityException") find().works = false;
        });
}

/// What it has goes first; where something was left, the last step is refused.
void Administrator::delete_identity(KnownIdentity& identity) {
    if (identity.stray_key) return;
    for (std::size_t i = 0; i < known_.keys.size(); ++i) {
        const KnownKey& key = known_.keys[i];
        if (key.holder != identity.name || key.works == false || identity.role) continue;
        queue([this, i] { delete_key(known_.keys[i]); });
    }
    queue([this, &identity] { take_inline(identity); });
    queue([this, &identity] { detach(identity); });
    queue([this, &identity] {
        change("Delete" + word(identity), naming(identity), identity.exists, false);
    });
}

}  // namespace gantry::sim

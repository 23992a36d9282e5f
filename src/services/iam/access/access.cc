#include "services/iam/access/access.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/model/aws_policies.h"
#include "services/iam/model/names.h"

namespace gantry::iam {
namespace {

using policy::Document;
using policy::DocumentKind;
using policy::Principal;

/// Documents of so many rows, and so many standings, are kept; then they are read again.
constexpr std::size_t kMaxParsed = 4096;
/// Bytes of policies that resources have, kept with what was read of them.
constexpr std::size_t kMaxResourcePolicies = std::size_t{4} << 20U;
constexpr std::size_t kMaxStandings = 4096;

Error unknown_caller(std::string_view arn) {
    return Error{
        ErrorKind::Denied, {}, fmt::format("{} is not known to IAM.", arn.substr(0, 256)), {}
    };
}

/// Denies everybody everything.
std::shared_ptr<const Document> deny_all(const std::string& whom, DocumentKind kind) {
    auto document = Document::read(
        R"({"Version":"2012-10-17","Statement":{"Effect":"Deny",)" + whom +
            R"("Action":"*","Resource":"*"}})",
        kind
    );
    return std::make_shared<const Document>(*std::move(document));
}

/// Documents were checked before they were stored; one that cannot be read any more allows nothing,
/// and a Deny in it is lost to nobody: it denies everything.
std::shared_ptr<const Document> parse(const std::string& text, DocumentKind kind) {
    auto read = Document::read(text, kind);
    if (read) return std::make_shared<const Document>(*std::move(read));
    static const auto kOfCallers = deny_all("", DocumentKind::Identity);
    static const auto kOfResources = deny_all(R"("Principal":"*",)", DocumentKind::Resource);
    return kind == DocumentKind::Identity ? kOfCallers : kOfResources;
}

void add_tags(const Tags& tags, policy::Context& context) {
    for (const auto& tag : tags) {
        context.set("aws:PrincipalTag/" + tag.key.value_or(""), tag.value.value_or(""));
    }
}

void add_principal(Standing& standing, std::string_view type, const std::string& user_id) {
    auto& context = standing.context;
    context.set("aws:PrincipalType", std::string(type));
    context.set("aws:PrincipalAccount", standing.principal.account);
    context.set("aws:userid", user_id);
    const bool session = !standing.principal.issuer.empty();
    // Of a session it is the role's.
    context.set("aws:PrincipalArn", session ? standing.principal.issuer : standing.principal.arn);
}

/// "arn:aws:sts::<account>:assumed-role/<role>/<session>" taken apart; empty parts for others.
struct SessionName {
    std::string_view account;
    std::string_view role;
    std::string_view session;
};

SessionName parse_session_arn(std::string_view arn) {
    constexpr std::string_view kSts = ":sts::";
    constexpr std::string_view kType = ":assumed-role/";
    const std::size_t sts = arn.find(kSts);
    const std::size_t type = arn.find(kType);
    if (!arn.starts_with("arn:") || sts == std::string_view::npos ||
        type == std::string_view::npos || type < sts + kSts.size()) {
        return {};
    }
    SessionName name;
    name.account = arn.substr(sts + kSts.size(), type - sts - kSts.size());
    const std::string_view rest = arn.substr(type + kType.size());
    const std::size_t slash = rest.find('/');
    name.role = rest.substr(0, slash);
    if (slash != std::string_view::npos) name.session = rest.substr(slash + 1);
    return name;
}

/// The role of a session, where no row says what path it has.
std::string role_arn_of(std::string_view session_arn, const SessionName& name) {
    const std::string_view partition = session_arn.substr(0, session_arn.find(":sts::"));
    return fmt::format("{}:iam::{}:role/{}", partition, name.account, name.role);
}

}  // namespace

template <class Row, class Texts>
const Access::Documents& Access::parsed(
    const std::shared_ptr<const Row>& row, const Texts& texts_of
) {
    if (const auto found = parsed_.find(row.get()); found != parsed_.end()) {
        return found->second.documents;
    }
    if (parsed_.size() >= kMaxParsed) parsed_.clear();
    Parsed& entry = parsed_[row.get()];
    entry.row = row;
    texts_of(entry.documents);
    return entry.documents;
}

std::shared_ptr<const Document> Access::managed(std::string_view arn, Standing& standing) {
    if (const AwsPolicy* known = find_aws_policy(arn)) {
        const auto found = aws_parsed_.find(known->name);
        if (found != aws_parsed_.end()) return found->second;
        auto document = parse(std::string(known->document), DocumentKind::Identity);
        aws_parsed_.emplace(known->name, document);
        return document;
    }
    const EntityName name = parse_entity_arn(arn);
    const auto row = read(tables_.policies, entity_key(name.account, name.name), standing);
    if (!row || row->arn != arn) return nullptr;
    const Documents& documents = parsed(row, [&](Documents& list) {
        for (const PolicyVersionEntry& version : row->versions) {
            if (version.number != row->default_version) continue;
            list.push_back(parse(version.document, DocumentKind::Identity));
        }
    });
    return documents.empty() ? nullptr : documents.front();
}

void Access::add_managed(std::string_view arn, Standing& standing) {
    const auto document = managed(arn, standing);
    if (!document) return;
    standing.held.push_back(document);
    standing.policies.identity.push_back({arn, document.get()});
}

template <class Row>
typename core::Table<Row>::Ptr Access::read(
    const core::Table<Row>& table, std::string key, Standing& standing
) {
    auto row = table.find(key);
    standing.sources.push_back({&table, std::move(key), row});
    return row;
}

template <class Row>
void Access::add_policies(const std::shared_ptr<const Row>& row, Standing& standing) {
    const auto& inlines = row->policies.inline_policies;
    const Documents& documents = parsed(row, [&](Documents& list) {
        for (const InlinePolicy& one : inlines) {
            list.push_back(parse(one.document, DocumentKind::Identity));
        }
    });
    for (std::size_t i = 0; i < inlines.size(); ++i) {
        standing.held.push_back(documents[i]);
        standing.policies.identity.push_back({inlines[i].name, documents[i].get()});
    }
    for (const std::string& arn : row->policies.attached) add_managed(arn, standing);
}

namespace {

/// A boundary that is no more there allows nothing.
template <class Row>
void set_boundary(
    const Row& row, const std::shared_ptr<const Document>& document, Standing& standing
) {
    static const Document kEmpty;
    if (document) standing.held.push_back(document);
    standing.policies.boundary =
        policy::NamedPolicy{row.policies.boundary, document ? document.get() : &kEmpty};
}

}  // namespace

Result<Standing> Access::user_standing(std::string_view account, std::string_view name) {
    Standing standing;
    const auto user = read(tables_.users, entity_key(account, name), standing);
    if (!user) return unknown_caller(name);
    standing.principal = {Principal::Type::User, user->arn, user->account, ""};
    add_policies(user, standing);
    for (const std::string& key : user->groups) {
        if (const auto group = read(tables_.groups, key, standing)) add_policies(group, standing);
    }
    if (!user->policies.boundary.empty()) {
        set_boundary(*user, managed(user->policies.boundary, standing), standing);
    }
    add_principal(standing, "User", user->id);
    standing.context.set("aws:username", user->name);
    add_tags(user->tags, standing.context);
    return standing;
}

Result<Standing> Access::role_standing(
    std::string_view account, std::string_view name, Principal principal
) {
    Standing standing;
    const auto role = read(tables_.roles, entity_key(account, name), standing);
    if (!role) return unknown_caller(principal.arn);
    principal.account = role->account;
    principal.issuer = role->arn;
    standing.principal = std::move(principal);
    add_policies(role, standing);
    if (!role->policies.boundary.empty()) {
        set_boundary(*role, managed(role->policies.boundary, standing), standing);
    }
    const std::string_view session = parse_session_arn(standing.principal.arn).session;
    const std::string id = session.empty() ? role->id : fmt::format("{}:{}", role->id, session);
    add_principal(standing, "AssumedRole", id);
    add_tags(role->tags, standing.context);
    return standing;
}

Result<Standing> Access::standing_of(std::string_view arn) {
    if (const auto account = policy::account_of_principal(arn);
        !account.empty() && arn != account) {
        Standing standing;
        standing.principal = {Principal::Type::Root, std::string(arn), std::string(account), ""};
        add_principal(standing, "Account", standing.principal.account);
        return standing;
    }
    const Principal session{Principal::Type::RoleSession, std::string(arn), "", ""};
    if (const SessionName name = parse_session_arn(arn); !name.role.empty()) {
        return role_standing(name.account, name.role, session);
    }
    const EntityName name = parse_entity_arn(arn);
    if (name.type == "user") return user_standing(name.account, name.name);
    if (name.type == "role") return role_standing(name.account, name.name, session);
    return unknown_caller(arn);
}

Result<std::shared_ptr<const Standing>> Access::shared_standing(std::string_view arn) {
    const auto found = standings_.find(arn);
    if (found != standings_.end()) {
        const bool current = std::ranges::all_of(found->second->sources, [](const auto& source) {
            return source.table->find_any(source.key) == source.row;
        });
        if (current) return found->second;
        standings_.erase(found);
    }
    auto standing = standing_of(arn);
    if (!standing) return standing.error();
    if (standings_.size() >= kMaxStandings) standings_.clear();
    auto shared = std::make_shared<const Standing>(*std::move(standing));
    standings_.emplace(arn, shared);
    return shared;
}

Standing Access::standing_of_unknown(const aws::Session& session) {
    static const Document kEverything = *Document::read(
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
        DocumentKind::Identity
    );
    const SessionName name = parse_session_arn(session.principal);
    Standing standing;
    standing.of_unknown_role = true;
    standing.principal = {
        Principal::Type::RoleSession,
        session.principal,
        std::string(name.account),
        role_arn_of(session.principal, name),
    };
    standing.policies.identity = {{"a role that nobody made", &kEverything}};
    add_principal(standing, "AssumedRole", session.user_id);
    return standing;
}

std::string Access::holder_of(std::string_view arn) const {
    const SessionName name = parse_session_arn(arn);
    if (name.role.empty()) return std::string(arn);
    const auto role = tables_.roles.find(entity_key(name.account, name.role));
    return role ? role->arn : role_arn_of(arn, name);
}

Result<Standing> Access::policies_of(std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    if (name.type != "group") return standing_of(arn);
    Standing standing;
    const auto group = read(tables_.groups, entity_key(name.account, name.name), standing);
    if (!group) return unknown_caller(arn);
    standing.principal = {Principal::Type::User, std::string(), group->account, ""};
    add_policies(group, standing);
    return standing;
}

std::shared_ptr<const Document> Access::managed_policy(std::string_view arn) {
    Standing unused;
    return managed(arn, unused);
}

Result<std::shared_ptr<const Document>> Access::trust_of(std::string_view role_arn) {
    const EntityName name = parse_entity_arn(role_arn);
    const auto role = tables_.roles.find(entity_key(name.account, name.name));
    if (name.type != "role" || !role || role->arn != role_arn) {
        return not_found(fmt::format("There is no role {}.", role_arn.substr(0, 256)));
    }
    const auto found = trusts_.find(role.get());
    if (found != trusts_.end()) return found->second.documents.front();
    if (trusts_.size() >= kMaxParsed) trusts_.clear();
    return trusts_
        .emplace(role.get(), Parsed{role, {parse(role->trust_policy, DocumentKind::Trust)}})
        .first->second.documents.front();
}

std::shared_ptr<const Document> Access::resource_policy(const std::string& text) {
    const auto found = resource_parsed_.find(text);
    if (found != resource_parsed_.end()) return found->second;
    resource_bytes_ += text.size();
    if (resource_bytes_ > kMaxResourcePolicies) {
        resource_parsed_.clear();
        resource_bytes_ = text.size();
    }
    return resource_parsed_.emplace(text, parse(text, DocumentKind::Resource)).first->second;
}

}  // namespace gantry::iam

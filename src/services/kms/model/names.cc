#include "services/kms/model/names.h"

#include <fmt/format.h>

#include "aws/arn.h"
#include "services/kms/model/errors.h"

namespace gantry::kms {
namespace {

constexpr std::size_t kUuidLength = 36;

bool is_key_id(std::string_view text) {
    constexpr std::string_view kOfIds = "0123456789abcdef-";
    if (text.starts_with("mrk-")) text.remove_prefix(4);
    return text.size() >= 32 && text.size() <= kUuidLength &&
           text.find_first_not_of(kOfIds) == std::string_view::npos;
}

Error no_such(const KeyName& what) {
    if (what.is_alias()) {
        return not_found_exception(
            fmt::format("Alias {} is not found.", alias_arn(what.scope, what.name))
        );
    }
    return not_found_exception(
        fmt::format("Key '{}' does not exist", key_arn(what.scope, what.name))
    );
}

Result<KeyName> read_arn(const aws::Scope& scope, std::string_view text) {
    const auto arn = aws::Arn::parse(text);
    if (!arn || arn->service != "kms")
        return not_found_exception(fmt::format("Invalid arn {}", text));
    if (arn->region != scope.region) {
        return not_found_exception(fmt::format("Invalid arn {}", arn->region));
    }
    KeyName named{{arn->account, arn->region}, arn->resource};
    if (named.is_alias()) return named;
    if (!arn->resource.starts_with("key/")) {
        return not_found_exception(fmt::format("Invalid arn {}", text));
    }
    named.name.erase(0, 4);
    return named;
}

}  // namespace

std::string row_key(const aws::Scope& scope, std::string_view name) {
    return scope.prefix().append(name);
}

std::string key_arn(const aws::Scope& scope, std::string_view id) {
    return fmt::format(
        "arn:{}:kms:{}:{}:key/{}", aws::partition_of(scope.region), scope.region, scope.account, id
    );
}

std::string alias_arn(const aws::Scope& scope, std::string_view name) {
    return fmt::format(
        "arn:{}:kms:{}:{}:{}", aws::partition_of(scope.region), scope.region, scope.account, name
    );
}

std::string service_alias(std::string_view service) {
    return fmt::format("alias/aws/{}", service);
}

Result<KeyName> read_key_name(const aws::Scope& scope, std::string_view text) {
    if (aws::looks_like_arn(text)) return read_arn(scope, text);
    KeyName named{scope, std::string(text)};
    if (named.is_alias() || is_key_id(text)) return named;
    return not_found_exception(fmt::format("Invalid keyId '{}'", text));
}

Result<KeyPtr> find_key(
    const Tables& tables,
    const core::Transaction& tx,
    const aws::Scope& scope,
    std::string_view text
) {
    const auto named = read_key_name(scope, text);
    if (!named) return named.error();
    std::string id = named->name;
    if (named->is_alias()) {
        const auto alias = tx.get(tables.aliases, row_key(named->scope, named->name));
        if (!alias) return no_such(*named);
        id = alias->key_id;
    }
    auto key = tx.get(tables.keys, row_key(named->scope, id));
    if (!key) return no_such(*named);
    return key;
}

Result<void> check_usable(const KeyRow& key) {
    if (key.deletion_date) return pending_deletion(key.arn);
    if (!key.enabled) return disabled(key.arn);
    return {};
}

}  // namespace gantry::kms

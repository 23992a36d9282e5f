#include "service/authorizer.h"
#include "service/paging.h"
#include "services/secretsmanager/api/about.h"
#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/filters.h"
#include "services/secretsmanager/api/secret_values.h"
#include "services/secretsmanager/api/values.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::BatchGetSecretValueRequest;
using api::secretsmanager::BatchGetSecretValueResponse;
using api::secretsmanager::SecretValueEntry;

/// Whether the caller may read the secret, which is asked for each on its own.
/// Errors: AccessDeniedException.
Result<void> may_read(Call& call, const std::string& id) {
    auto* authorizer = call.services.authorizer();
    if (authorizer == nullptr) return {};
    service::Access access{.action = "secretsmanager:GetSecretValue"};
    about::of_get(call, {.secret_id = id}, access);
    return authorizer->authorize(call.caller, access, call.now);
}

Result<SecretValueEntry> read_one(Call& call, const std::string& id) {
    if (auto may = may_read(call, id); !may) return may.error();
    const Rows rows{call.tables, call.tx};
    const auto found = find_live_secret(rows, call.scope, id);
    if (!found) return found.error();
    const auto version = pick_version(rows, found->key, std::nullopt, std::nullopt);
    if (!version) return version.error();
    auto value = open_value(call.services, call.tx, call.scope, *found, **version);
    if (!value) return value.error();
    note_read(call, *found, **version);
    return show_value<SecretValueEntry>(*found, **version, *std::move(value));
}

Result<void> check_request(const BatchGetSecretValueRequest& input) {
    const bool ids = input.secret_id_list && !input.secret_id_list->empty();
    const bool filters = input.filters && !input.filters->empty();
    if (ids == filters) {
        return invalid_parameter(
            "Either 'SecretIdList' or 'Filters' must be provided, but not both."
        );
    }
    if (input.max_results && !filters) {
        return invalid_parameter(
            "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is "
            "provided."
        );
    }
    return check_filters(input.filters.value_or(Filters{}));
}

/// The names of the secrets that are asked for, and where the list goes on.
Result<service::KeyPage> names_of(const Call& call, const BatchGetSecretValueRequest& input) {
    constexpr std::int32_t kPageSize = 20;
    if (input.secret_id_list && !input.secret_id_list->empty()) {
        return service::KeyPage{.keys = *input.secret_id_list, .next = std::nullopt};
    }
    const Filters& filters = *input.filters;
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"secretsmanager:BatchGetSecretValue " + text_of(filters),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.secrets,
            call.scope.prefix(),
            [&](const SecretRow& row) { return !row.deletion_date && passes(filters, row); }
        )
    );
    if (!page) return invalid_token();
    for (std::string& key : page->keys) key = call.tables.secrets.find(key)->name;
    return page;
}

}  // namespace

Result<BatchGetSecretValueResponse> batch_get_secret_value(
    Call& call, const BatchGetSecretValueRequest& input
) {
    if (auto good = check_request(input); !good) return good.error();
    const auto names = names_of(call, input);
    if (!names) return names.error();
    BatchGetSecretValueResponse out{
        .secret_values = std::vector<SecretValueEntry>{},
        .next_token = names->next,
        .errors = std::vector<api::secretsmanager::APIErrorType>{},
    };
    for (const std::string& id : names->keys) {
        auto entry = read_one(call, id);
        if (entry) {
            out.secret_values->push_back(*std::move(entry));
        } else {
            out.errors->push_back({
                .secret_id = id,
                .error_code = entry.error().code,
                .message = entry.error().message,
            });
        }
    }
    return out;
}

}  // namespace gantry::secretsmanager

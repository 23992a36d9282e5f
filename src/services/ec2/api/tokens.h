#pragma once

#include "services/ec2/api/fingerprint.h"
#include "services/ec2/api/nouns.h"

namespace gantry::ec2 {

/// What was made with a request's client token before; null where nothing was. Asked before
/// anything that may have changed since: a repeat has the answer of the first.
/// @param counts which rows are there as far as users see
/// Errors: IdempotentParameterMismatch where that request was another.
template <class N, class Input, class Counts>
Result<typename core::Table<typename N::Row>::Ptr> find_by_token(
    const Call& call, const Input& input, const Counts& counts
) {
    using Ptr = typename core::Table<typename N::Row>::Ptr;
    if (!input.client_token || input.client_token->empty()) return Ptr();
    for (const auto& [key, row] : N::table(call.tables).with_prefix(call.scope.prefix())) {
        if (row->client_token != *input.client_token || !counts(*row)) continue;
        if (row->request != request_fingerprint(input)) return token_mismatch();
        return row;
    }
    return Ptr();
}

template <class N, class Input>
Result<typename core::Table<typename N::Row>::Ptr> find_by_token(
    const Call& call, const Input& input
) {
    return find_by_token<N>(call, input, [](const typename N::Row&) { return true; });
}

/// Keeps the token with what it made.
template <class Input, class Row>
void keep_token(const Input& input, Row& row) {
    if (!input.client_token || input.client_token->empty()) return;
    row.client_token = *input.client_token;
    row.request = request_fingerprint(input);
}

}  // namespace gantry::ec2

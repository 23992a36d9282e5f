#pragma once

#include "services/ec2/api/fingerprint.h"
#include "services/ec2/api/nouns.h"

namespace gantry::ec2 {

/// What was made with a request's client token before; null where nothing was.
/// Errors: IdempotentParameterMismatch where that request was another.
template <class N, class Input>
Result<typename core::Table<typename N::Row>::Ptr> find_by_token(
    const Call& call, const Input& input
) {
    using Ptr = typename core::Table<typename N::Row>::Ptr;
    if (!input.client_token || input.client_token->empty()) return Ptr();
    for (const auto& [key, row] : N::table(call.tables).with_prefix(call.scope.prefix())) {
        if (row->client_token != *input.client_token) continue;
        if (row->request != request_fingerprint(input)) return token_mismatch();
        return row;
    }
    return Ptr();
}

/// Keeps the token with what it made.
template <class Input, class Row>
void keep_token(const Input& input, Row& row) {
    if (!input.client_token || input.client_token->empty()) return;
    row.client_token = *input.client_token;
    row.request = request_fingerprint(input);
}

}  // namespace gantry::ec2

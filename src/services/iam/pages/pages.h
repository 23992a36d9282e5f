#pragma once

#include "base/time.h"
#include "net/http.h"
#include "services/iam/service.h"

/// IAM's pages beside its API. Errors, as {"message":"…"}: 400 for bad parameters, 404 for
/// principals that are not there or were not seen.
namespace gantry::iam {

/// `/_gantry/iam/explain?principal=ARN[&action=A][&resource=ARN][&context:KEY=VALUE]…`, for people
/// with `format=text`. Values of one key are told apart by line feeds. Without an action: the last
/// call of the principal that was denied.
net::HttpResponse explain_page(Instance& iam, const net::HttpRequest& request, SysTime now);

/// `/_gantry/iam/suggest?principal=ARN[&refused=true]`: a policy of what the principal called since
/// this process started, with how often; with `format=text` the policy alone.
net::HttpResponse suggest_page(Instance& iam, const net::HttpRequest& request);

}  // namespace gantry::iam

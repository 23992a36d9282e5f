#pragma once

#include "base/result.h"
#include "services/iam/policy/document.h"
#include "services/iam/policy/document_reader.h"

namespace gantry::iam::policy {

/// What a document of its kind must and must not say, judged in IAM's order, so that of several
/// mistakes the same one is told.
/// Errors: InvalidArgument, MalformedPolicyDocumentException, with AWS's sentences.
/// Source: answers of IAM to CreatePolicy and CreateRole; IAM User Guide, "Grammar of the IAM JSON
/// policy language".
Result<void> check_grammar(const RawDocument& document, DocumentKind kind);

}  // namespace gantry::iam::policy

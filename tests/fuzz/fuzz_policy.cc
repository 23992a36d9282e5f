// Policies of IAM, whatever their text: reading answers, and a policy that was read decides. The
// first byte picks the kind of document.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "services/iam/policy/denial_text.h"
#include "services/iam/policy/evaluate.h"

namespace {

using namespace gantry::iam::policy;

AuthRequest make_request(const std::string& resource) {
    AuthRequest request;
    request.action = "sts:AssumeRole";
    request.resources = {"arn:aws:iam::111122223333:role/deploy", resource};
    request.principal = {
        Principal::Type::RoleSession,
        "arn:aws:sts::111122223333:assumed-role/deploy/ci",
        "111122223333",
        "arn:aws:iam::111122223333:role/deploy",
    };
    request.context.set("aws:SourceIp", "10.1.2.3");
    request.context.set("aws:CurrentTime", "2026-03-01T12:00:00Z");
    request.context.set("aws:PrincipalTag/team", "red*");
    request.context.set("aws:TagKeys", std::vector<std::string>{"a", "b"});
    request.context.set("a", resource);
    return request;
}

void check_decision(const Document& document, DocumentKind kind) {
    PolicySet set;
    auto& list = kind == DocumentKind::Identity ? set.identity : set.resource;
    list.push_back({"policy", &document});
    const AuthRequest request = make_request(document.id);
    const Decision decision = evaluate(set, request);
    for (const StatementRef& where : decision.statements) {
        const Statement& statement = statement_at(set, where);
        GANTRY_ASSERT((statement.effect == Effect::Allow) == decision.allowed());
        GANTRY_ASSERT(statement.begin < statement.end && statement.end <= document.text.size());
    }
    if (!decision.allowed()) GANTRY_ASSERT(!denial_text(request, decision).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto kind = static_cast<DocumentKind>(data[0] % 3);
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto read = Document::read(std::string(text), kind);
    if (!read) {
        GANTRY_ASSERT(read.error().code == "MalformedPolicyDocumentException");
        GANTRY_ASSERT(!read.error().message.empty());
        return 0;
    }
    GANTRY_ASSERT(read->text == text && !read->statements.empty());
    check_decision(*read, kind);
    return 0;
}

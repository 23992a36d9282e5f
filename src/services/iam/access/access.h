#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aws/session.h"
#include "base/result.h"
#include "services/iam/model/tables.h"
#include "services/iam/policy/context.h"
#include "services/iam/policy/document.h"
#include "services/iam/policy/evaluate.h"

namespace gantry::iam {

/// A caller, as IAM knows it: who it is, and what its policies say. The set points into what is
/// held beside it, so it outlives changes of the rows. A session's own policies are not IAM's to
/// know; whoever has them puts them into the set.
struct Standing {
    policy::Principal principal;
    policy::PolicySet policies;
    /// What the principal brings to each request: aws:PrincipalArn, aws:username, aws:userid, tags…
    policy::Context context;

    std::vector<std::shared_ptr<const void>>
        held;  ///< rows and documents that `policies` points to

    /// A row that it was read from; of what was not there, nothing.
    struct Source {
        const core::TableBase* table = nullptr;
        std::string key;
        std::shared_ptr<const void> row;
    };
    std::vector<Source> sources;

    /// Of a role that nobody made: its policies allow everything, and what that let pass is noted.
    bool of_unknown_role = false;
};

/// Reads users, roles and their policies for whoever decides about requests. Keeps documents that
/// were parsed, by the row that they came from. Core thread only; the tables outlive it.
class Access {
  public:
    explicit Access(const Tables& tables) : tables_(tables) {}

    /// @param arn  of a user, an account's root, a role's session or a role.
    /// Errors: Denied (no AWS name) for a user or role that is not there, and for other ARNs.
    Result<Standing> standing_of(std::string_view arn);
    /// The same, made anew only where a row that it was read from is another one now. Errors: as
    /// above.
    Result<std::shared_ptr<const Standing>> shared_standing(std::string_view arn);

    /// Of a session of a role that is not there and is taken at its word: its account is open to
    /// it, as to an administrator. Policies that resources have decide as about anybody.
    static Standing standing_of_unknown(const aws::Session& session);

    /// What the policies of a user (with its groups'), a role or a group say, whether or not
    /// anybody calls as that. Errors: as above.
    Result<Standing> policies_of(std::string_view arn);

    /// Whose rights a caller has: of a role's session the role, else itself. One that is not there
    /// is named as if its path were "/".
    [[nodiscard]] std::string holder_of(std::string_view arn) const;

    /// A managed policy as it is now; null where there is none of that ARN.
    [[nodiscard]] std::shared_ptr<const policy::Document> managed_policy(std::string_view arn);

    /// The trust policy of a role, by the role's ARN: who may assume it.
    /// Errors: NotFound (no AWS name).
    Result<std::shared_ptr<const policy::Document>> trust_of(std::string_view role_arn);

    /// The policy that a resource has of its own, by its text. One that cannot be read any more
    /// denies everything.
    std::shared_ptr<const policy::Document> resource_policy(const std::string& text);

  private:
    using Documents = std::vector<std::shared_ptr<const policy::Document>>;
    struct Parsed {
        std::shared_ptr<const void> row;  ///< keeps its address from being used again
        Documents documents;
    };

    template <class Row, class Texts>
    const Documents& parsed(const std::shared_ptr<const Row>& row, const Texts& texts_of);
    template <class Row>
    void add_policies(const std::shared_ptr<const Row>& row, Standing& standing);
    void add_managed(std::string_view arn, Standing& standing);
    [[nodiscard]] std::shared_ptr<const policy::Document> managed(
        std::string_view arn, Standing& standing
    );
    Result<Standing> user_standing(std::string_view account, std::string_view name);
    Result<Standing> role_standing(
        std::string_view account, std::string_view name, policy::Principal principal
    );

    /// The row of a key, noted as a source.
    template <class Row>
    typename core::Table<Row>::Ptr read(
        const core::Table<Row>& table, std::string key, Standing& standing
    );

    const Tables& tables_;
    std::map<std::string, std::shared_ptr<const Standing>, std::less<>> standings_;
    std::map<const void*, Parsed> parsed_;
    std::map<const void*, Parsed> trusts_;
    std::map<std::string, std::shared_ptr<const policy::Document>, std::less<>> resource_parsed_;
    std::size_t resource_bytes_ = 0;
    std::map<std::string, std::shared_ptr<const policy::Document>, std::less<>> aws_parsed_;
};

}  // namespace gantry::iam

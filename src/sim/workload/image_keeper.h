#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/workload/actor.h"

namespace gantry::sim {

/// Of a repository, the tag of each image by its digest; empty: it has none. An image is pushed
/// once, so it never has two.
using KeptImages = std::map<std::string, std::string>;

/// An image as DescribeImages shows it.
struct ListedImage {
    std::string digest;
    std::vector<std::string> tags;
};

/// A repository, as who keeps it knows it.
struct KeptRepository {
    std::string name;
    bool there = false;
    bool immutable = false;
    bool expires = false;  ///< it may have a policy that kPolicy is
    KeptImages images;
    std::optional<KeptImages> or_these;  ///< while the outcome of a call is unknown
    /// It may yet take effect: until a later change was acknowledged.
    bool in_doubt = false;
    int names = 0;  ///< that were given up

    /// The digest of what has the tag; empty: nothing.
    [[nodiscard]] std::string holder(const std::string& tag) const;
};

/// What is wrong with a repository's list of images; empty: nothing. What was not known is known
/// afterwards, and what a policy may have expired is not expected any more.
std::string judge_images(KeptRepository& repository, const std::vector<ListedImage>& listed);

/// Tags that begin so are what the lifecycle policy is about, beside images without one.
inline constexpr const char* kExpiringTag = "dev-";

/// Somebody who makes and deletes repositories, pushes images with tags that move or may not,
/// deletes some, sets lifecycle policies, and describes what is there.
class ImageKeeper final : public Actor {
  public:
    using Actor::Actor;

    /// Nothing is wrong any more: reads everything once.
    void read_everything();

  private:
    struct Listing {
        KeptRepository& repository;
        std::string token{};
        std::vector<ListedImage> images{};
    };
    using ListingPtr = std::shared_ptr<Listing>;

    void act() override;
    /// A change, asked for until it is known; where it stays unknown the repository is given up
    /// for one of another name.
    void change(
        KeptRepository& repository,
        const std::string& operation,
        const std::string& more,
        const std::string& done_before,
        std::function<void()> changed
    );
    [[nodiscard]] Asked on_repository(
        const KeptRepository& repository, const std::string& operation, const std::string& more
    ) const;
    void create_repository(KeptRepository& repository);
    void delete_repository(KeptRepository& repository);
    void set_policy(KeptRepository& repository);
    void settle(KeptRepository& repository);
    void doubt(KeptRepository& repository, KeptImages after);
    void push(KeptRepository& repository);
    void note_push(
        KeptRepository& repository,
        const std::string& tag,
        const KeptImages& after,
        const Result<std::string>& answer
    );
    void remove(KeptRepository& repository);
    void look(KeptRepository& repository);
    void look_page(const ListingPtr& listing);

    std::map<std::uint64_t, KeptRepository> repositories_;
    int next_number_ = 1;
};

}  // namespace gantry::sim

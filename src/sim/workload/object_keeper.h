#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/workload/actor.h"
#include "sim/workload/object_model.h"

namespace gantry::sim {

/// A part of an upload, or the body of an object.
struct KeptBody {
    std::string file;
    std::int64_t bytes = 0;
    std::string etag;
};

struct KeptUpload {
    std::string key;
    std::string id;
    std::map<int, KeptBody> parts;  ///< those that were acknowledged
};

/// A bucket, as who keeps it knows it.
struct KeptBucket {
    std::string name;
    bool there = false;
    bool goes = false;  ///< it is being emptied
    Versioning versioning = Versioning::Never;
    KeptKeys keys;
    std::optional<KeptUpload> upload;
    bool may_have_uploads = false;  ///< that nobody was told of
    /// What a call of unknown outcome does may be seen later yet: until a change after it was
    /// acknowledged.
    bool in_doubt = false;
    int names = 0;  ///< that were given up

    [[nodiscard]] bool is_sure() const;
    [[nodiscard]] bool is_empty() const;
};

/// Somebody who makes and deletes buckets, puts, copies and deletes objects and their versions,
/// uploads some in parts, and lists and reads all of it. Knows what must be there, and notes
/// answers that are wrong.
class ObjectKeeper final : public Actor {
  public:
    using Actor::Actor;

    /// Nothing is wrong any more: reads everything once.
    void read_everything();

  private:
    using Done = std::function<void(const std::string& answer)>;
    /// Pages of a list.
    struct Listing {
        KeptBucket& bucket;
        int most = 0;
        std::string after{};  ///< further members, for the next page
        std::string last_key{};
        std::string last_marker{};
        std::map<std::string, ListedKey> keys{};
    };
    using ListingPtr = std::shared_ptr<Listing>;

    void act() override;
    void act_on(KeptBucket& bucket);
    void act_on_upload(KeptBucket& bucket);
    void make_empty(KeptBucket& bucket);
    KeptBucket& some_bucket();
    static std::string some_key(Random& random);
    KeptBody new_body(std::int64_t least);

    /// A change of a bucket, asked for until it is known; where it stays unknown the bucket is
    /// given up for one of another name.
    void change(
        KeptBucket& bucket,
        const std::string& operation,
        const std::string& more,
        const std::string& done_before,
        std::function<void()> changed
    );
    /// A change of a key, asked for once. @param after its versions, should it take effect
    void change_key(
        KeptBucket& bucket, const std::string& name, Asked asked, KeptVersions after, Done done
    );
    [[nodiscard]] Asked on_bucket(
        const KeptBucket& bucket, const std::string& operation, const std::string& more = {}
    ) const;

    void settle(KeptBucket& bucket);
    void create_bucket(KeptBucket& bucket);
    void delete_bucket(KeptBucket& bucket);
    void change_versioning(KeptBucket& bucket);
    void put(KeptBucket& bucket, const std::string& name);
    void copy(KeptBucket& bucket, const std::string& name);
    void remove(KeptBucket& bucket, const std::string& name);
    void remove_version(KeptBucket& bucket, const std::string& name, const std::string& id);
    void note_new(
        KeptBucket& bucket,
        const std::string& name,
        const KeptVersion& added,
        const std::optional<std::string>& id,
        const std::optional<std::string>& etag
    );

    void begin_upload(KeptBucket& bucket);
    void upload_part(KeptBucket& bucket);
    void complete_upload(KeptBucket& bucket);
    void abort_upload(KeptBucket& bucket);
    void clear_uploads(KeptBucket& bucket);

    void read(KeptBucket& bucket, const std::string& name, const std::string& version);
    void judge_read(
        const KeptBucket& bucket,
        const std::string& name,
        const std::string& version,
        const std::string& operation,
        const Result<std::string>& answer
    );
    void read_bucket(KeptBucket& bucket, int pages);
    void look(KeptBucket& bucket);
    void look_page(const ListingPtr& listing);
    void take_versions(const ListingPtr& listing, const std::string& answer);
    void list(KeptBucket& bucket);
    void list_page(const ListingPtr& listing);
    void take_objects(const ListingPtr& listing, const std::string& answer);
    void judge_list(const Listing& listing);

    std::map<std::uint64_t, KeptBucket> buckets_;
    int next_number_ = 1;
};

}  // namespace gantry::sim

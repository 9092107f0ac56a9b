// What gitlab-ci-local takes for granted and node 20 has not yet.
Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };
Set.prototype.difference ??= function (other) { return new Set([...this].filter((item) => !other.has(item))); };
Set.prototype.intersection ??= function (other) { return new Set([...this].filter((item) => other.has(item))); };

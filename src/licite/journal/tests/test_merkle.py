"""The test vectors that the implementations of Certificate Transparency share (RFC 6962, section 2.1)."""

from hashlib import sha256

import pytest

from licite.journal import merkle

LEAVES = [bytes.fromhex(one) for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_the_published_one(size):
    assert merkle.root([merkle.leaf(line) for line in LEAVES[:size]]).hex() == ROOTS[size]


def by_definition(leaves):
    """RFC 6962's own wording: split at the largest power of two below n."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


def test_level_by_level_is_the_tree_of_the_definition():
    leaves = [merkle.leaf(bytes([n])) for n in range(70)]
    for size in range(1, 71):
        assert merkle.root(leaves[:size]) == by_definition(leaves[:size])


def test_a_node_does_not_pass_for_a_leaf():
    left, right = merkle.leaf(b"a"), merkle.leaf(b"b")
    assert merkle.root([left, right]) != merkle.leaf(left + right)

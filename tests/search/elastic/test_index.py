"""The life of an index: built beside the live one, fed from the outbox, compared, tidied up."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.elastic import rebuild
from search.elastic.client import background_client
from search.elastic.engine import ElasticEngine
from search.elastic.index import ElasticIndex, aliases
from search.elastic.mapping import FAMILIES, PRODUCTS
from search.elastic.verification import compare
from search.index import outbox
from search.index.remote import PushResult, RemoteUnavailable
from search.models import OutboxEntry, OutboxKind, SearchEntry
from search.query import SearchQuery
from tests import makers
from tests.search.elastic.clusters import own_indexes, refresh

pytestmark = [pytest.mark.cluster, pytest.mark.django_db]


def command(*told) -> str:
    out = StringIO()
    call_command("search_index", *told, stdout=out)
    return out.getvalue()


def indexes(prefix: str) -> set[str]:
    return set(background_client().indices.get(index=f"{prefix}-*").body)


def test_the_command_builds_both_indexes(shop, settings):
    with own_indexes(settings, built=False) as prefix:
        command("build", "--engine", "elasticsearch")
        assert len(indexes(prefix)) == 2
        for family in FAMILIES.values():
            assert aliases(background_client(), family).keys() == {family.live}
        assert ElasticEngine().run(SearchQuery()).total == 5


def test_a_new_index_replaces_the_old_one_and_the_old_one_can_go(on_cluster):
    before = indexes(on_cluster.prefix)
    command("build", "--documents-only")
    after = indexes(on_cluster.prefix)
    assert before < after
    assert len(after) == 4
    command("drop-old")
    assert indexes(on_cluster.prefix) == after - before
    assert ElasticEngine().run(SearchQuery()).total == 5


def test_an_index_serves_with_copies_and_is_refreshed_each_second(on_cluster):
    told = background_client().indices.get_settings(index=PRODUCTS.live).body
    (held,) = (value["settings"]["index"] for value in told.values())
    assert held["auto_expand_replicas"] == "0-2"
    assert (held["refresh_interval"], held["translog"]["durability"]) == ("1s", "request")


def test_what_changes_while_an_index_is_built_is_in_it(on_cluster, monkeypatch):
    def change_between(*told):
        yield from first(*told)
        on_cluster.tea.title = "Chè mới"
        on_cluster.tea.save()
        gone.delete()
        outbox.drain()

    gone = makers.product("Sẽ mất", stars=None)
    outbox.drain()
    first = rebuild.rows.batches
    monkeypatch.setattr(rebuild.rows, "batches", change_between)
    rebuild.build(PRODUCTS)
    refresh()
    assert ElasticEngine().count_hits(["che moi", "ca phe"]) == [1, 1]
    assert compare(PRODUCTS).agree


def test_an_older_copy_never_replaces_a_newer_document(on_cluster):
    entry = SearchEntry.objects.get(pk=on_cluster.tea.pk)
    SearchEntry.objects.filter(pk=entry.pk).update(revision=9, words=" moi hon ")
    assert ElasticIndex().push(OutboxKind.PRODUCT, [entry.pk]).refused == {}
    SearchEntry.objects.filter(pk=entry.pk).update(revision=3, words=" cu hon ")
    assert ElasticIndex().push(OutboxKind.PRODUCT, [entry.pk]).refused == {}
    refresh()
    assert ElasticEngine().count_hits(["moi hon", "cu hon"]) == [1, 0]


def test_what_is_gone_does_not_come_back(on_cluster):
    (row,) = SearchEntry.objects.filter(pk=on_cluster.tea.pk)
    SearchEntry.objects.filter(pk=row.pk).delete()
    ElasticIndex().push(OutboxKind.PRODUCT, [row.pk])
    row.save(force_insert=True)
    ElasticIndex().push(OutboxKind.PRODUCT, [row.pk])
    refresh()
    assert ElasticEngine().count_hits(["che shan"]) == [0]


def test_a_build_that_fails_leaves_the_live_index_and_nothing_else(on_cluster, monkeypatch):
    def fails(*told):
        raise RemoteUnavailable("unreachable", "cable cut")

    before = indexes(on_cluster.prefix)
    monkeypatch.setattr(rebuild, "send", fails)
    monkeypatch.setattr(rebuild, "RETRY_PAUSES", ())
    with pytest.raises(CommandError, match="cable cut"):
        command("build", "--documents-only")
    assert indexes(on_cluster.prefix) == before
    assert ElasticEngine().run(SearchQuery()).total == 5


def test_a_build_sends_again_what_a_busy_cluster_did_not_take(on_cluster, monkeypatch):
    def busy(*told):
        answers.append(None)
        if len(answers) == 1:
            raise RemoteUnavailable("busy")
        return PushResult(delayed={1: "queue full"}) if len(answers) == 2 else send(*told)

    answers, send = [], rebuild.send
    monkeypatch.setattr(rebuild, "send", busy)
    monkeypatch.setattr(rebuild, "RETRY_PAUSES", (0, 0, 0))
    assert rebuild.build(PRODUCTS) == {}
    assert len(answers) == 3
    assert ElasticEngine().run(SearchQuery()).total == 5


def test_a_build_takes_the_place_of_one_that_never_ended(on_cluster):
    rebuild._create_index(background_client(), PRODUCTS)
    rebuild.build(PRODUCTS)
    assert aliases(background_client(), PRODUCTS).keys() == {PRODUCTS.live}
    assert ElasticEngine().run(SearchQuery()).total == 5


def test_a_build_that_was_overtaken_gives_way(on_cluster, monkeypatch):
    def overtaken(using, family, done):
        rebuild._create_index(using, family)
        return {}

    live = aliases(background_client(), PRODUCTS)[PRODUCTS.live]
    monkeypatch.setattr(rebuild, "_fill", overtaken)
    monkeypatch.setattr(rebuild, "_prepare_to_serve", lambda using, name: None)
    with pytest.raises(rebuild.BuildSuperseded):
        rebuild.build(PRODUCTS)
    assert aliases(background_client(), PRODUCTS)[PRODUCTS.live] == live


def test_a_build_forgets_what_it_covers_and_keeps_what_came_meanwhile(on_cluster, monkeypatch):
    def change(family, done):
        outbox.record(OutboxKind.PRODUCT, [on_cluster.tea.pk])
        return {on_cluster.beef.pk: "no"} if family is PRODUCTS else {}

    outbox.record(OutboxKind.PRODUCT, [on_cluster.coffee.pk])
    monkeypatch.setattr(rebuild, "build", change)
    monkeypatch.setattr(outbox, "drain", lambda: None)
    command("build")
    kept = OutboxEntry.objects.order_by("set_aside", "object_id")
    rows = set(kept.values_list("object_id", "set_aside", "error"))
    assert rows == {(on_cluster.tea.pk, False, ""), (on_cluster.beef.pk, True, "no")}


def test_check_names_what_differs_and_repairs_it(on_cluster):
    gone = makers.product("Sẽ mất", stars=None)
    command("update")
    assert f"{SearchEntry.objects.count()}" in command("check")
    SearchEntry.objects.filter(pk=on_cluster.tea.pk).update(revision=50)
    lost, same = str(on_cluster.beef.pk), {"version": 1, "version_type": "external_gte"}
    background_client().delete(index=PRODUCTS.live, id=lost, **same)
    gone.delete()
    OutboxEntry.objects.all().delete()
    found = compare(PRODUCTS)
    assert (found.stale, found.missing) == ([on_cluster.tea.pk], [on_cluster.beef.pk])
    assert len(found.extra) == 1
    with pytest.raises(SystemExit) as ended:
        command("check")
    assert ended.value.code == 1
    command("check", "--repair")
    assert compare(PRODUCTS).agree


def test_update_builds_anew_where_the_index_is_ahead_of_the_database(on_cluster):
    SearchEntry.objects.filter(pk=on_cluster.tea.pk).update(revision=50)
    command("check", "--repair")
    SearchEntry.objects.filter(pk=on_cluster.tea.pk).update(revision=1)
    assert compare(PRODUCTS).ahead == [on_cluster.tea.pk]
    command("update")
    assert compare(PRODUCTS).agree


def test_update_builds_what_is_not_there(shop, settings):
    with own_indexes(settings, built=False):
        settings.SEARCH = "elasticsearch"
        command("update")
        assert ElasticEngine().run(SearchQuery()).total == 5


def test_documents_for_another_layout_wait_for_a_build(shop, settings):
    with own_indexes(settings, built=False) as prefix:
        background_client().indices.create(
            index=f"{prefix}-products-20200101",
            mappings={"dynamic": "strict", "properties": {"product": {"type": "integer"}}},
            aliases={PRODUCTS.live: {}},
        )
        with pytest.raises(RemoteUnavailable) as away:
            ElasticIndex().push(OutboxKind.PRODUCT, [shop.tea.pk])
        assert away.value.reason == "other layout"

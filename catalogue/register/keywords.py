"""Words in product names that tell the set of 2026 (QĐ 26/2026/QĐ-TTg Phụ lục II).

The register gives six broad groups only. A name is read from its head noun ("bánh tráng muối ớt"
is a rice paper, not a salt), so heads come first, the longest first; words inside come second.
A pair is (as harvested, processed): which of the two it is depends on the words after the head.
"""

Outcome = int | tuple[int, int]

#: Packaging words before the head noun.
WRAPPERS = ("bộ sản phẩm", "bộ quà tặng", "hộp quà", "nhóm sản phẩm")

#: Words after a head that say a plant, a nut or a mushroom was processed.
PLANT_PROCESSED = """sấy, khô, cấp đông, đông lạnh, muối, ngâm, dầm, rim, rang, nướng, ăn liền,
nghiền, đóng hộp, tẩm, giòn, bột, dẻo, tách nước, chua, sợi, mật ong, tỏi, wasabi, phô mai,
chanh muối, gấc, vị, chiên, mứt, kẹo, nguyên vị, vỏ lụa, lụa, đường phèn, nước cốt, lên men"""

#: Words after a head that say meat, fish, eggs, milk or a bird's nest was processed.
ANIMAL_PROCESSED = """khô, nắng, sấy, rim, kho, hấp, chiên, tẩm, muối, quay, gác bếp, hun khói,
treo, chua, cay, viên, giòn, luộc, nướng, xào, rán, xay, chần, xiên, ướp, ép, thính, vị, ăn
liền, chưng, hũ, đóng hộp, fillet, kids, dinh dưỡng, chế biến, lắc"""

#: Additions that make honey a product of honey.
HONEY_PROCESSED = """curcumin, nghệ, chanh, chanh leo, chanh dây, quất, nhân sâm, sâm, lên men,
sữa chúa, ngũ gia bì, gừng, tỏi, viên, đông trùng"""

#: Group thuc_pham: head nouns.
FOOD_HEADS: dict[str, Outcome] = {}

_RAW_OR_PROCESSED: dict[Outcome, str] = {
    (
        1,
        7,
    ): """rau, cải, bí, bầu, mướp, khổ qua, dưa, cà chua, cà rốt, cà tím, khoai, củ, giá, ngồng,
    xà lách, măng, măng tây, nấm, mộc nhĩ, bắp, ngô, sen, củ sen, hạt sen, hạt dẻ, nha đam, rong
    nho, cam, quýt, bưởi, chanh, chanh dây, bơ, chuối, xoài, nhãn, vải, vải thiều, thanh nhãn,
    thanh trà, thanh long, nho, na, mãng cầu, mận, đào, lê, táo, ổi, mít, sầu riêng, chôm chôm,
    măng cụt, vú sữa, dâu, dứa, khóm, thơm, dừa, dừa sáp, đu đủ, hồng không hạt, hồng giòn, hồng
    treo gió, hồng sấy, roi, sấu, sơ ri, me, trám, trái, trái cây, quả, bơ lđ, bạc hà, atiso,
    thốt nốt, gấc""",
    (
        2,
        8,
    ): """gà, vịt, ngan, heo, lợn, bò, trâu, dê, thỏ, thịt, thịt trâu, thịt bò, cá, tôm, tép,
    mực, cua, ghẹ, hàu, sò, vẹm, ốc, nghêu, lươn, ếch, bạch tuộc, dế, dế sữa, trứng, sữa, sữa
    dê, hải sản""",
    (3, 7): """điều, hạt điều, mắc ca, hạt mắc ca, maca, lạc, đậu, hạt, sachi, hạt sachi""",
    (4, 8): """yến, tổ yến, yến sào""",
}
_SETTLED: dict[int, str] = {
    2: "con giống",
    3: "gạo, nếp, thóc, kê, ý dĩ",
    4: "mật hoa, mật nho, mật mía, mật dừa, mật thốt nốt",
    5: "snack, kem, bim bim, xôi, mì ăn liền",
    6: """bánh, bánh tráng, bánh phồng, bánh đa, bún, phở, mì, mỳ, sợi mì, hủ tiếu, miến, miến
    gạo, cốm, cơm, cơm cháy, cơm lam, mạch nha, ngũ cốc, kẹo gạo, bột gạo, bột ngũ cốc, chè lam""",
    7: """bánh đậu, bánh đậu xanh, bánh dừa, bánh cơm dừa, bánh hạnh nhân, kẹo, cu đơ, mứt,
    thạch, miến dong, miến đao, long nhãn, tàu hủ ky, đậu hũ, đậu phụ, đậu phộng, đậu phụng, bơ
    đậu phộng, dầu, bột, tinh bột, tỏi đen, cao tỏi đen, đường, kim chi, dưa muối, quy linh cao,
    tảo, chè đậu, ruốc nấm, siro, giấm trái cây, tinh dầu ăn, rong biển, chuối sấy, tương chuối,
    cao""",
    8: """giò, chả, nem, tré, lạp sườn, lạp xưởng, xúc xích, pate, chà bông, ruốc, khau nhục,
    khẩu nhục, chân giò, tung lò mò, khô, sữa chua, yaourt, phô mai, bánh flan, rươi, sứa, ba
    khía, mắm tép chưng, trứng muối, sữa bột""",
    9: "nước mắm, mắm, tương, giấm, nước màu, nước ớt, xì dầu, nước cốt canh, nước chấm",
    10: """muối, hoa muối, tiêu, hạt tiêu, hành, tỏi, ớt, gia vị, bột nêm, bột canh, chẩm chéo,
    sa tế, thảo quả, bột thảo quả, mắc khén, hạt dổi, gừng, sả, riềng, quế, hoa hồi, bún bò huế""",
    11: """chè, trà, bạch trà, hồng trà, lục trà, ngự trà, nõn chè, nõn tâm trà, trà sữa, hồng
    đỉnh trà, diệp thanh trà, phong hải danh trà""",
    12: "hoa trà, linh lăng trà, bách vạn hoa trà, mitri tea",
    13: "cà phê, ca cao, cacao, bột ca cao, bột cacao, socola, chocolate",
}
for _outcome, _words in (*_RAW_OR_PROCESSED.items(), *_SETTLED.items()):
    FOOD_HEADS |= dict.fromkeys((word.strip() for word in _words.split(",")), _outcome)

#: Group thuc_pham: words anywhere, in this order, where no head was known.
FOOD_WORDS: tuple[tuple[Outcome, str], ...] = (
    (13, "cà phê, coffee, café, cafe, ca cao, cacao, socola, chocolate"),
    (11, "trà, chè, tea"),
    (9, "nước mắm, mắm, tương ớt"),
    ((4, 8), "yến sào, tổ yến, yến"),
    (8, "chả, giò, nem, thịt, xúc xích, sữa chua, phô mai"),
    (7, "dầu mè, dầu lạc, dầu phộng, dầu dừa, sấy, kẹo, mứt, bột"),
    (6, "bánh, bún, phở, mì"),
    (3, "gạo"),
    (4, "mật ong"),
    (1, "rau, củ, quả, nấm"),
)

#: Plants other than tea that make a "tea" a herbal one (set 12).
HERBAL_TEA = """cà gai leo, dây thìa canh, giảo cổ lam, gừng, mãng cầu, vối, nụ vối, sâm, đẳng
sâm, đinh lăng, atiso, rau má, diếp cá, tía tô, hoa vàng, hoa súng, hoa cúc, xạ đen, thảo mộc,
thảo dược, linh chi, nấm, đông trùng, bí đao, măng tây, mướp đắng, hibinatu, hibiscus, bụp giấm,
lạc tiên, tâm sen, đậu đen, rau om, om tía, nhàu, trà rừng, gạo lứt, hoa trà, khổ qua, lá vối,
xạ mộc hương"""

#: Sweet soups and cakes that share a word with tea.
NOT_TEA = "chè lam, chè đậu, chè bưởi, chè thưng, chè sen"

#: Group do_uong: what is recognisably soft. Everything else waits behind the age gate.
SOFT_DRINKS = "nước, siro, sữa, trà, mật, sinh tố, thạch, cà phê"
WATERS = "nước khoáng, nước uống, nước tinh khiết, nước ion"
#: A soft head with one of these words is treated as alcohol until someone who knows says otherwise.
FERMENTED = "lên men, rượu, cồn, bia, độ"
#: Words of a plain distilled spirit (set 14); fruit, herbs or animals in it make it set 15.
WHITE_SPIRIT = "rượu nếp, rượu gạo, rượu ngô, men lá, đế gò đen, rượu trắng, rượu mông pê, nếp mân"
STEEPED = """sâm, đinh lăng, linh chi, nhung, đông trùng, ba kích, sim, mơ, táo mèo, nho, chuối,
cam, bưởi, cúc, sen, ngâm, vang, hạ thổ, nấm, yến, mật ong, thảo mộc, nhàu"""

#: Group duoc_lieu, in this order.
MEDICINE = "thuốc, thuốc nam, cao thuốc, cao dán, dầu gió, dầu xoa, dầu nóng, hoàn cứng, hoàn mềm"
COSMETICS = """mặt nạ, kem đánh răng, dầu gội, xà phòng, xà bông, sữa tắm, sữa rửa mặt, kem
dưỡng, son, serum, nước hoa, muối tắm, dưỡng tóc, phấn, nước súc miệng"""
HERBS = """tinh dầu, dầu tràm, dầu khuynh diệp, dầu dừa, nến, nước lau sàn, dung dịch, lá xông,
ngâm chân, muối ngâm chân, quế điếu, quế, nấm linh chi, đông trùng hạ thảo khô, đông trùng hạ
thảo sợi, đông trùng hạ thảo con nhộng, đông trùng hạ thảo sấy, sợi sấy, sâm dây, nhung hươu
khô, nhung hươu tươi, nụ hoa sâm, hoa sâm, đông trùng hạ thảo sapa tươi"""
HERBAL_FOOD = "viên, viên nang, cao, siro, nano, curcumin, collagen, nước đông trùng"

#: Group thu_cong_my_nghe: cloth and clothes (set 22); the rest is set 21.
TEXTILES = """thổ cẩm, lụa, tơ lụa, tơ tằm, chăn, khăn, áo, váy, trang phục, vải, thêu, thêu ren,
sà rông, nón, dép, thắt lưng, khăn bông"""

#: Group sinh_vat_canh.
ORNAMENTAL_FLOWERS = "hoa, lan, cúc, hồng, đồng tiền"
ORNAMENTAL_ANIMALS = "cá, chim, gà, chó, mèo"

#: Live animals sold for rearing: special shipping although the set is food.
LIVE_ANIMALS = "con giống, cá giống, gà giống, vịt giống, heo giống, lợn giống"

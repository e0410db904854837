/**
 * What Chinese pupils of the 2010s are called, as weights. Surnames: the order and rough shares (in thousandths)
 * are those that the Ministry of Public Security's yearly name reports repeat; given names and their characters:
 * written down from general knowledge of what was popular. Plausible, not measured.
 */

/** Surname and share in thousandths, the commonest first. */
export const SURNAMES =
  '王72 李71 张68 刘54 陈45 杨31 赵23 黄22 周21 吴20 徐17 孙15 胡13 朱13 高12 林12 何12 郭11 马11 罗9 ' +
  '梁8 宋8 郑8 谢7 韩7 唐7 冯6 于6 董6 萧2 肖5 程6 曹6 袁5 邓5 许5 傅5 沈5 曾5 彭5 吕5 苏4 卢4 蒋4 蔡4 贾4 丁4 魏4 薛4 叶4 ' +
  '阎2 闫3 余4 潘4 杜4 戴3 夏3 钟3 汪3 田3 任3 姜3 范3 方3 石3 姚3 谭3 廖3 邹3 熊3 金3 陆3 郝2 孔2 白2 崔2 康2 毛2 邱2 秦2 江2 史2 ' +
  '顾2 侯2 邵2 孟2 龙2 万2 段2 雷2 钱2 汤2 尹2 黎2 易2 常2 武2 乔2 贺2 赖2 龚2 文2 ' +
  '庞1 樊1 兰1 殷1 施1 陶1 洪1 翟1 安1 颜1 倪1 严1 牛1 温1 芦1 季1 俞1 章1 鲁1 葛1 伍1 韦1 申1 尤1 毕1 聂1 丛1 焦1 向1 柳1 邢1 路1 岳1 齐1 ' +
  '梅1 莫1 庄1 辛1 管1 祝1 左1 涂1 谷1 祁1 时1 舒1 耿1 牟1 卜1 詹1 关1 苗1 凌1 费1 纪1 靳1 盛1 童1 欧1 甄1 项1 曲1 成1 游1 阳1 裴1 席1 卫1 查1 ' +
  '屈1 鲍1 位1 覃1 霍1 翁1 隋1 植1 甘1 景1 薄1 单1 包1 司1 柏1 宁1 柯1 阮1 桂1 闵1 解1 强1 柴1 华1 车1 冉1 房1 边1 欧阳1 上官1 司马1 诸葛1 皇甫1';

/** Whole given names that many share, the most frequent first. */
export const POPULAR = {
  male:
    '浩宇 子轩 浩然 宇轩 宇航 子涵 梓轩 皓轩 子豪 浩轩 雨泽 宇泽 子睿 俊熙 博文 一诺 梓豪 子墨 佳豪 俊杰 天佑 铭泽 子晨 俊豪 明轩 ' +
    '致远 睿哲 皓宇 奕辰 子航 嘉懿 煜城 懿轩 烨伟 苑博 伟泽 熠彤 鸿煊 博涛 烨霖 烨华 煜祺 智宸 正豪 昊然 明杰 立诚 立轩 立辉 峻熙 弘文 ' +
    '熠彤 鸿煊 烨霖 哲瀚 鑫鹏 昊天 思聪 展鹏 笑愚 志强 炫明 雪松 思源 智渊 思淼 晓啸 天宇 浩然 文轩 鹭洋 振家 乐驹 晓博 文博 昊焱 立果 金鑫 锦程 嘉熙 鹏飞 ' +
    '子默 思远 浩轩 语堂 聪健 明 文 果 思 鹏 煜 辰 毅 涛 睿 轩 恒 博 宇 昊',
  female:
    '梓涵 欣怡 子涵 诗涵 梓萱 雨桐 可馨 佳怡 雨涵 一诺 欣妍 梦琪 忆柳 语嫣 思涵 雨萱 诗琪 子萱 佳琪 若曦 思琪 紫涵 雨欣 语桐 梓琪 ' +
    '艺涵 思彤 欣然 梓彤 佳欣 静怡 雅琪 梦瑶 佳慧 婉婷 晨曦 心怡 雨彤 雪怡 彦妤 美琳 欢馨 优璇 雨嘉 娅楠 明美 惠茜 漫妮 香茹 月婵 嫦曦 静香 梦洁 凌薇 美莲 ' +
    '雅静 雪丽 依娜 雅芙 雨婷 怡香 珺瑶 梦瑶 婉婷 睿婕 雅琳 静琪 彦妮 馨蕊 静宸 雪慧 淑颖 乐姗 玥 瑶 欣 萱 怡 琪 妍 颖 悦 婷 雪 晗 诺 彤 涵 佳 蕊 玉',
} as const;

/** Characters of composed names: first and second place, the frequent ones first. */
export const FIRST_SIGNS = {
  male: '子浩宇梓俊明博嘉文天志家昊思建晓泽国海智伟一铭永鹏立奕景少世正瑞振凯荣成晨云逸君承峻瀚炳兆书启安宏广东新春德学庆金玉锦少启元希彦景皓煜睿翊钰承霖辰沐泓卓靖楷骏尚亦允佑恩',
  female:
    '欣梓雨思佳诗子晓梦雅紫静语若可慧美嘉艺雪婉心怡玉月馨海春秀丽彩文淑曼芷依舒昕妍钰清楚楠沐一安乐念书知婧亦悦宛洛凝锦笑恩芸蕴云映瑾瑜琬筱采诺唯伊希夏',
} as const;
export const SECOND_SIGNS = {
  male: '轩宇豪杰涵泽航辰浩然睿哲文博阳晨凯鑫明杨涛鹏峰龙强伟超磊斌飞华东林森旭恒熙远翔毅宁安诚健康俊霖洋帆铭乐源琪瑞祥宸逸康楠烨煜昊翰玮城尧骁骏琛彬麒朗祺楷铠锋霆栋屹铄炜昌煊',
  female:
    '涵怡萱琪彤欣婷桐妍瑶馨悦雯颖雪玥琳月倩慧蕊洁娜静霞莹薇然媛曦菲茹嫣晴梅兰蓉诺佳宁彦妮雅溪芸芮昕漫娅璇岚珊瑜菡昀湘黎冉舒涓汐语棋琦伊凝苒韵禾朵心卉',
} as const;

/** Rare characters that parents like and computers did not: a clerk types another one. */
export const RARE_SIGNS = '喆堃淼犇骉翀祎玥昇甯彣芃珺烜煊璟珩琎旻晟婳姝嫄媖琰玹暄濛沄赟頔懋垚燚';

/** Names of several parts, of pupils of Uygur and other families. */
export const JOINED_PARTS = {
  given: '阿依古丽 买买提 阿卜杜拉 热依汗 努尔兰 古丽娜尔 艾力 迪丽努尔 吐尔逊 帕提古丽'.split(' '),
  family: '艾合买提 买合木提 吾斯曼 依明 卡德尔 阿不都 玉素甫 克里木'.split(' '),
} as const;
